"""Making one annex fit for the book: its file read, made harmless, tagged, and written anew.

All of it runs in a process of its own with bounded memory and time (``worker``), since annexes
come from strangers. Nothing is imported here, so that the process starts quickly.
"""
