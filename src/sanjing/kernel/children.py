"""Python processes that this one starts."""

from __future__ import annotations

import os
import sys


def environment() -> dict[str, str]:
    """The variables of this process, with a PYTHONPATH on which a child finds the same modules."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
