"""What the command's exit codes mean."""

FINE = 0
FOUND = 1
UNUSABLE = 2
INTERRUPTED = 130
