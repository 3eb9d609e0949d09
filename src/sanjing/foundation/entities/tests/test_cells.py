"""Markup that Python writes holds what people typed as text."""

import pytest

from sanjing.foundation.entities.cells import drawn
from sanjing.foundation.entities.kinds import Cell

NASTY = '"><script>1</script>&'


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        (Cell(NASTY), ""),
        (Cell(NASTY), "/customers/1/"),
        (Cell(NASTY, href=f"mailto:{NASTY}"), ""),
        (Cell(NASTY, tone="red"), ""),
    ],
)
def test_text_never_becomes_markup(cell, url):
    shown = drawn(cell, url)
    assert "<script" not in shown
    assert "&quot;&gt;&lt;script&gt;1&lt;/script&gt;&amp;" in shown


def test_the_cell_that_leads_to_a_record_is_never_empty():
    assert drawn(Cell(""), "/customers/1/") == '<a href="/customers/1/" class="sj-title">—</a>'


def test_a_tone_makes_a_badge_and_an_address_a_link():
    assert drawn(Cell("老客户", tone="green")) == '<span class="badge bg-green-lt">老客户</span>'
    assert drawn(Cell("甲", href="/x/")) == '<a href="/x/">甲</a>'
    assert drawn(Cell("甲")) == "甲"
