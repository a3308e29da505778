"""Floor 4: the record store. Django apps over the rules of the floors below; no pages here.

``imports`` holds what came in, when and from which file; ``guidance`` and ``surveys`` hold the
rows themselves. ``store.open_store`` makes them usable.
"""
