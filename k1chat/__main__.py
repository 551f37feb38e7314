"""`python -m k1chat`."""

from k1chat.cli import main

raise SystemExit(main())
