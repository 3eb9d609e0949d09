"""Days and moments from real files keep their day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sanjing.kernel.dates import (
    SHANGHAI,
    excel_moment,
    human_date,
    looks_day_first,
    parse_date,
    parse_moment,
)
from sanjing.kernel.human_dates import full_moment

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
MARCH_5 = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", "2024/3/5", "2024.3.5", "2024_03_05", "2024 3 5", "20240305",
        "2024年3月5日", "2024年03月05号", "2024 年 3 月 5 日", "24年3月5日", "二〇二四年三月五日",
        "3/5/2024", "03/05/24", "3-5-2024", "5.3.2024", "05.03.24", "24/3/5", "24-03-05", "24.3.5",
        "Mar 5, 2024", "March 5 2024", "Mar 5th, 2024", "5-Mar-24", "5 March 2024",
        "2024-Mar-05", "Tuesday, March 5, 2024", "2024年3月5日 星期二", "2024-03-05 周二",
        "２０２４－０３－０５", "'2024-03-05", "\t2024-03-05 ", "2024-03-05 00:00:00",
        "2024-03-05T00:00:00.000Z", "2024-03-04T16:00:00Z", "45356", "45356.75",
        "3/5/2024 12:00 AM",
        "20240305 143000", "20240305143000",
    ],
)  # fmt: skip
def test_the_fifth_of_march_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == MARCH_5


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2024-03-05 14:30", "14:30:00"),
        ("2024-03-05T14:30:15.123456", "14:30:15.123456"),
        ("2024-03-05 14:30:15,5", "14:30:15.500000"),
        ("2024-03-05T06:30:00Z", "14:30:00"),
        ("2024-03-05T14:30:00+08:00", "14:30:00"),
        ("2024-03-05T01:30:00-0500", "14:30:00"),
        ("Tue, 05 Mar 2024 14:30:00 +0800", "14:30:00"),
        ("3/5/2024 2:30 PM", "14:30:00"),
        ("3/5/2024 12:05 AM", "00:05:00"),
        ("3/5/2024 12:05 p.m.", "12:05:00"),
        ("2024年3月5日 下午2:30", "14:30:00"),
        ("2024年3月5日 上午12:30", "00:30:00"),
        ("2024年3月5日14时30分15秒", "14:30:15"),
        ("2024年3月5日 中午12点", "12:00:00"),
        ("2024-03-05 晚上8点", "20:00:00"),
        ("20240305143015", "14:30:15"),
        ("45356.604166666664", "14:30:00"),
        ("2024-03-05", "00:00:00"),
    ],
)
def test_a_moment_keeps_its_hour(text: str, clock: str) -> None:
    assert parse_moment(text).isoformat() == f"2024-03-05T{clock}+08:00"


@pytest.mark.parametrize(
    "text",
    ["", "-", "14:30", "3月5日", "2024-02-30", "2023-02-29", "2024-13-01", "0000-00-00", "abc",
     "2024-3-5 25:00", "2024-3-5 10:61", "Foo 5, 2024", "31/31/2024", "12345678901", "1" * 70,
     "二〇二四年十三月五日", "9999-12-31T23:59:59-12:00", "N/A"],
)  # fmt: skip
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="日期"):
        parse_moment(text)


@example("没有")
@given(st.text(max_size=70))
def test_any_text_is_a_moment_or_a_reason(text: str) -> None:
    try:
        assert parse_moment(text).tzinfo is not None
    except ValueError as reason:
        assert "日期" in str(reason)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%d %b %Y", "%B %d, %Y"]))
def test_what_is_written_is_read_back(day: date, shape: str) -> None:
    assert parse_date(day.strftime(shape)) == day


@given(DAYS)
def test_month_first_and_day_first_differ_only_in_order(day: date) -> None:
    assert parse_date(f"{day.month}/{day.day}/{day.year}") == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", day_first=True) == day


@given(st.datetimes(datetime(1901, 1, 1), datetime(9000, 1, 1), timezones=st.just(SHANGHAI)))
def test_an_iso_moment_is_read_back(moment: datetime) -> None:
    assert parse_moment(moment.replace(fold=0).isoformat()[:26]) == moment.replace(
        fold=0, tzinfo=SHANGHAI
    )


@pytest.mark.parametrize(
    ("serial", "day"),
    [(1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (61, date(1900, 3, 1)),
     (25569, date(1970, 1, 1)), (36526, date(2000, 1, 1)), (45356, MARCH_5),
     (2958465, date(9999, 12, 31))],
)  # fmt: skip
def test_excel_counts_from_1900_with_a_day_too_many(serial: int, day: date) -> None:
    assert excel_moment(serial).date() == day


@given(st.integers(61, 2_958_465 - 1463), st.floats(0, 0.9999))
def test_the_two_excel_systems_are_1462_days_apart(serial: int, share: float) -> None:
    assert excel_moment(serial + share + 1462) == excel_moment(serial + share, since_1904=True) or (
        abs(excel_moment(serial + share + 1462) - excel_moment(serial + share, since_1904=True))
        <= timedelta(seconds=1)
    )


@pytest.mark.parametrize("serial", [-1, 0, 0.5, 60, 60.5, 2_958_466, float("inf"), float("nan")])
def test_a_serial_that_is_no_day_is_refused(serial: float) -> None:
    with pytest.raises(ValueError, match="Excel"):
        excel_moment(serial)


def test_a_column_of_days_tells_its_order() -> None:
    assert looks_day_first(["1/2/2024", "31/12/2024", "x"])
    assert not looks_day_first(["1/2/2024", "12/31/2024"])
    assert not looks_day_first(["1/2/2024"])
    assert not looks_day_first(["31/12/2024", "12/31/2024"])
    assert looks_day_first(["5.3.24", "31.12.24", "25.12.24"])
    assert not looks_day_first(["3/5/24", "4/8/24"])
    assert not looks_day_first(["24.3.10", "24.3.12", "24.4.1"])


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (datetime(2026, 11, 22, 14, 30), "今天 14:30", "Today 14:30"),
        (datetime(2026, 11, 21, 9, 5), "昨天 09:05", "Yesterday 09:05"),
        (datetime(2026, 11, 23, 9, 5), "明天 09:05", "Tomorrow 09:05"),
        (date(2026, 11, 22), "今天", "Today"),
        (date(2026, 11, 19), "3天前", "3 days ago"),
        (datetime(2026, 11, 28, 8, 0), "6天后", "in 6 days"),
        (date(2026, 11, 15), "11月15日 周日", "Sun 15 Nov"),
        (date(2026, 12, 31), "12月31日 周四", "Thu 31 Dec"),
        (date(2025, 11, 15), "2025年11月15日", "15 Nov 2025"),
    ],
)
def test_a_date_is_said_as_people_say_it(value: date, zh: str, en: str) -> None:
    now = datetime(2026, 11, 22, 18, 0)
    assert human_date(value, now) == zh
    assert human_date(value, now, "en") == en


def test_traditional_chinese_and_zones() -> None:
    now = datetime(2026, 11, 22, 18, 0, tzinfo=SHANGHAI)
    assert human_date(date(2026, 11, 25), now, "zh-hant") == "3天後"
    assert human_date(parse_moment("2026-11-22T16:30:00Z"), now) == "明天 00:30"
    assert full_moment(now, "zh-hant") == "2026年11月22日 週日 18:00"
