"""What a kind writes it reads back: as text, as JSON, and as a custom field keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.validators import validate_email
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.customization.queries import CUSTOM_KINDS, POINTING
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import KINDS, text
from sanjing.foundation.entities.kinds.base import EMPTY
from sanjing.foundation.entities.kinds.people import TeamOf
from tests.support.cast import team
from tests.support.properties import examples, values_of

OPTIONS = (("o1", "甲"), ("o2", "Ｂ级"), ("o3", "o4"))


def field_of(kind: str, **more: Any) -> Field:
    return Field(name="x", label="某项", kind=KINDS[kind], path="x", choices=OPTIONS, **more)


def same(one: Any, other: Any) -> bool:
    return one == other or (one in EMPTY and other in EMPTY)


FIELDS = st.sampled_from([field_of(kind) for kind in CUSTOM_KINDS if kind not in POINTING])
"""Those that point at rows are tried in customization/tests/test_pointing, where there are rows."""
FIELDS_WITH_VALUES = FIELDS.flatmap(lambda field: st.tuples(st.just(field), values_of(field)))


def stored(field: Field, value: Any) -> Any:
    """A value in the form records hold."""
    if field.kind.name == "money":
        return value
    return field.kind.parse(value, field)


@examples(400)
@given(FIELDS_WITH_VALUES)
def test_what_is_written_reads_back_the_same(case) -> None:
    field, value = case
    value = stored(field, value)
    assert same(field.kind.parse(field.kind.format(value, field), field), value)


@examples(400)
@given(FIELDS_WITH_VALUES)
def test_parsing_twice_changes_nothing(case) -> None:
    field, value = case
    value = stored(field, value)
    if field.kind.name != "money":
        assert same(field.kind.parse(value, field), value)


@examples(400)
@given(FIELDS_WITH_VALUES)
def test_json_and_what_custom_fields_keep_read_back_the_same(case) -> None:
    field, value = case
    value = stored(field, value)
    assert same(field.kind.from_json(field.kind.to_json(value)), value)
    assert same(field.kind.kept(field.kind.keep(value)), value)


@examples(100)
@given(FIELDS_WITH_VALUES)
def test_a_mask_never_shows_the_whole_value(case) -> None:
    field, value = case
    value = stored(field, value)
    whole = field.kind.format(value, field)
    if value not in EMPTY and len(whole) > 1 and value is not False:
        assert field.kind.mask(value) != whole


@examples(150)
@given(FIELDS, st.text(max_size=40) | st.integers() | st.floats() | st.booleans() | st.none())
def test_nonsense_is_refused_in_a_sentence_or_taken_for_something(field, raw) -> None:
    try:
        value = field.kind.parse(raw, field)
    except ValueError as error:
        assert str(error)
    else:
        assert same(field.kind.parse(field.kind.format(value, field), field), value)


@examples(100)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_one_moment_has_one_spelling_whatever_zone_it_came_in(naive) -> None:
    kind, field = KINDS["moment"], field_of("moment")
    in_china = naive.replace(tzinfo=timezone.get_default_timezone())
    in_utc = in_china.astimezone(UTC)
    assert kind.to_json(in_china) == kind.to_json(in_utc)
    assert kind.format(in_china, field) == kind.format(in_utc, field)
    assert kind.parse(kind.format(in_utc, field), field) == in_utc


@pytest.mark.parametrize(
    ("name", "column", "wrong"),
    [
        ("customer", "employees", ["-1", "2147483648", "1.5", "1e400"]),
        ("customer", "founded_year", ["99999", "-3"]),
        ("activity", "latitude", ["1000", "-1000", "999.9999999"]),
    ],
)
def test_a_number_no_column_holds_is_refused(name: str, column: str, wrong: list[str]) -> None:
    field = registry.get(name).columns[column]
    for raw in wrong:
        with pytest.raises(ValueError):
            field.kind.parse(raw, field)


def test_a_code_that_is_no_place_of_its_own_is_the_place_above() -> None:
    """1101 is only the heading under which the districts of Beijing stand."""
    assert KINDS["region"].parse("1101", field_of("region")) == "11"
    assert KINDS["region"].parse("440106", field_of("region")) == "440106"


def test_a_list_says_near_days_as_people_do_and_a_record_says_them_whole() -> None:
    day, moment, now = field_of("date"), field_of("moment"), timezone.localtime()
    assert day.kind.glance(now.date(), day, now).text == "今天"
    assert day.kind.cell(now.date(), day).text == now.date().isoformat()
    assert moment.kind.glance(now, moment, now).text == f"今天 {now:%H:%M}"
    assert moment.kind.glance(None, moment, now).text == ""


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["2024", "9" * 20, "²"])
def test_a_team_named_in_digits_is_found_by_its_name(name) -> None:
    made = team(name)
    kind = TeamOf()
    assert kind.parse(name, None) == made
    with pytest.raises(ValueError, match="没有叫“9999999999”的团队"):
        kind.parse("9" * 10, None)


@examples(30)
@given(st.from_regex(text.PLAIN_ADDRESS, fullmatch=True).filter(lambda one: len(one) < 255))
def test_an_address_taken_without_many_steps_is_one_that_django_takes(address):
    validate_email(address)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("0.0"), "0"),
        (Decimal("3.50"), "3.5"),
        (100.0, "100"),
        (1e20, "1" + "0" * 20),
        (0, "0"),
        (None, ""),
    ],
)
def test_a_number_is_exported_without_zeros_at_its_end(value: object, told: str) -> None:
    assert KINDS["number"].format(value, field_of("number")) == told
