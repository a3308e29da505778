"""Annex books: one accessible PDF of a meeting's annexes, built from a folder and an agenda file.

``agenda`` reads the folder's agenda file; ``preparing`` makes each annex fit for the book in a
process of its own; ``building`` puts the editions together. Nothing is imported here, so that the
processes that open strangers' files start quickly.
"""
