"""What is done with files of records."""

from sanjing.foundation.files.actions.add import add
from sanjing.foundation.files.actions.remove import remove
from sanjing.foundation.files.actions.restore import restore

__all__ = ["add", "remove", "restore"]
