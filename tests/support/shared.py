"""Real files from the wild, which stand in a folder beside the project and not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def real(path: str) -> Path:
    """A file of the shared data; the test is skipped where it is missing."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the shared data are not here, among them {path}")
    return found
