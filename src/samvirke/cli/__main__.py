"""``python -m samvirke.cli``."""

import sys

from samvirke.cli import main

if __name__ == "__main__":
    sys.exit(main())
