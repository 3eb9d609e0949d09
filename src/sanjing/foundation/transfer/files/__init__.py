"""Read any table a person may drop on the page: CSV, Excel, vCard, compressed or not."""

from .errors import BadCell, UnreadableFile
from .opening import open_table
from .table import Cell, Table

__all__ = ["BadCell", "Cell", "Table", "UnreadableFile", "open_table"]
