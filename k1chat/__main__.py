"""`python -m k1chat`."""

import sys

try:
    from k1chat.cli import main

    sys.exit(main())
except KeyboardInterrupt:  # while still importing; `main` has its own
    sys.exit(130)
