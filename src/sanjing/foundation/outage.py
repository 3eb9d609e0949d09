"""Telling a database that is away, full or overrun from a fault of ours: waiting helps with the first."""

import sqlite3

from django.db import InterfaceError, OperationalError

TRY_AGAIN_AFTER = 5
"""Seconds: what an answer of 503 advises."""


def is_outage(error: BaseException | None) -> bool:
    """SQLite calls a wrong statement operational as well; PostgreSQL does not."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
