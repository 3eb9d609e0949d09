"""Ids before the insert, so that numbers, events and search rows are written in one pass."""

from sanjing.foundation.inserts import allocate_ids

__all__ = ["allocate_ids", "reference_for"]


def reference_for(prefix: str, number: int) -> str:
    return f"{prefix}{number:06d}"
