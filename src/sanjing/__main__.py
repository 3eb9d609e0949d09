"""`python -m sanjing` is `sanjing`."""

import sys

from sanjing.cli import main

sys.exit(main())
