"""Where goods leave from and what still fits: exact, without a database."""

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.modules.deliveries.rules import Room, Van, first_room, room_on, serving

DAY = dt.date(2026, 3, 2)
NEXT = DAY + dt.timedelta(1)
VANS = [Van("大车", D(100)), Van("小车", D(30))]


@pytest.mark.parametrize(
    ("place", "warehouse"),
    [("420106", 3), ("420111", 2), ("421000", 1), ("440305", None), ("42", 1), ("", None)],
)
def test_the_longest_region_wins(place: str, warehouse: int | None) -> None:
    regions = [(1, ["42", "36"]), (2, ["4201"]), (3, ["", "420106"]), (4, ["420106", "4201"])]
    assert serving(regions, place) == warehouse


def test_the_vehicle_left_fullest_takes_it() -> None:
    assert room_on(VANS, {}, D(30), DAY) == Room(DAY, "小车", D(0))
    assert room_on(VANS, {("小车", DAY): D("0.01")}, D(30), DAY) == Room(DAY, "大车", D(70))
    assert room_on(VANS, {("大车", DAY): D(90)}, D(31), DAY) is None
    assert room_on([], {}, D(1), DAY) is None


def test_the_first_day_with_room() -> None:
    loads = {("大车", DAY): D(80), ("大车", NEXT): D(100), ("小车", DAY): D(30)}
    assert first_room(VANS, loads, D(20), DAY, 60) == Room(DAY, "大车", D(0))
    assert first_room(VANS, loads, D(21), DAY, 60) == Room(NEXT, "小车", D(9))
    assert first_room(VANS, loads, D(31), DAY, 60) == Room(DAY + dt.timedelta(2), "大车", D(69))
    assert first_room(VANS, loads, D(31), DAY, 2) is None
    assert first_room(VANS, loads, D(101), DAY, 10**9) is None


amounts = st.decimals(D("0.01"), D(200), places=2)


@settings(max_examples=30, deadline=None)
@given(load=amounts, used=st.lists(amounts, min_size=6, max_size=6))
def test_what_is_found_fits_and_nothing_earlier_does(load: D, used: list[D]) -> None:
    days = [DAY + dt.timedelta(n) for n in range(3)]
    loads = dict(zip([(van.plate, day) for day in days for van in VANS], used, strict=True))
    free = {day: [v.capacity - loads[v.plate, day] for v in VANS] for day in days}
    fitting = [day for day in days if max(free[day]) >= load]
    found = first_room(VANS, loads, load, DAY, 3)
    assert (found.day if found else None) == next(iter(fitting), None)
    if found:
        left = {van.plate: n for van, n in zip(VANS, free[found.day], strict=True)}[found.plate]
        assert found.left == left - load >= 0
