"""How property tests run: the same examples every time, and values that meet the edges."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sanjing.foundation.entities.fields import Field

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
SEARCHING = os.environ.get("SEARCH_EXAMPLES") == "1"
"""Set to look for new failures at random instead of repeating the known examples."""


def examples(count: int) -> settings:
    return settings(
        max_examples=count * (20 if SEARCHING else 1),
        derandomize=not SEARCHING,
        database=None,
        deadline=None,
        suppress_health_check=SHARED,
    )


ZONES = [UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9, minutes=-30))]
WORD = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs"]
    ),
    max_size=20,
)
TEXT = st.lists(WORD.filter(bool), max_size=4).map(" ".join)
DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
MOMENTS = st.builds(
    lambda naive, zone: naive.replace(tzinfo=zone),
    st.datetimes(datetime(1902, 1, 1), datetime(9998, 1, 1)),
    st.sampled_from(ZONES),
)
"""From 1902: before, Shanghai kept its own mean time, an odd number of seconds from others."""
REGIONS = ["11", "110101", "44", "4403", "440304", "440106", "65", "6501", "710000", "81"]
TAG = WORD.map(lambda word: "".join(c for c in word if c not in "|、，,;；")).filter(bool)


def values_of(field: Field) -> SearchStrategy[Any]:
    """Anything a person could mean by a field of this kind, empty included."""
    found = {
        "text": TEXT,
        "longtext": st.lists(TEXT, max_size=3).map("\n".join).map(str.strip),
        "choice": st.sampled_from(["", *(key for key, _label in field.choices)]),
        "flag": st.booleans(),
        "tags": st.lists(TAG, max_size=3, unique=True),
        "number": st.none() | st.decimals(-(10**12), 10**12, places=2),
        "money": st.none() | st.integers(-(10**14), 10**14),
        "date": st.none() | DAYS,
        "moment": st.none() | MOMENTS,
        "phone": st.just("") | st.integers(10**9, 2 * 10**9).map(lambda n: f"1{3 + n % 7}{n % 10**9:09d}"),
        "email": st.just("") | st.emails(domains=st.sampled_from(["qq.com", "sina.com.cn"])),
        "url": st.just("") | st.from_regex(r"https://[a-z]{1,9}\.(com|cn)/[a-z0-9]{0,9}", fullmatch=True),
        "region": st.sampled_from(["", *REGIONS]),
    }  # fmt: skip
    return found[field.kind.name]
