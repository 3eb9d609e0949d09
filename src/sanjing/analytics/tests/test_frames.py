"""Tables come from anywhere that can hand over columns, and whatever is no table is refused."""

from datetime import date

import polars as pl
import pytest

from sanjing.analytics.schemas import WrongTable
from sanjing.analytics.transactions import histories

AS_OF = date(2026, 3, 31)
ROWS = pl.DataFrame(
    {
        "customer": ["b", "a", "a"],
        "on": [date(2026, 1, 1)] * 2 + [date(2026, 2, 1)],
        "amount": [5, 7, 9],
    }
)


class Columns:
    """As a database driver gives them: nothing but Arrow's stream."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return ROWS.__arrow_c_stream__(requested_schema)


def test_arrow_and_polars_give_the_same():
    wanted = histories(ROWS, as_of=AS_OF).table
    assert wanted["customer"].to_list() == ["a", "b"]
    assert histories(Columns(), as_of=AS_OF).table.equals(wanted)


def test_a_list_is_no_table():
    with pytest.raises(WrongTable, match="purchases: list is not a table"):
        histories([1, 2], as_of=AS_OF)
