"""Days and promises in Chinese text."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjing.kernel.calendar import count_workdays, is_workday
from sanjing.modules.promises.days import due_in
from sanjing.modules.promises.phrases import promises_in

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SUNDAY = date(2026, 11, 22)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CHINESE = "零一二三四五六七八九十"
PHRASES = ["周五前", "下周三上午", "三天内", "月底前", "11月30日前", "25号", "两个工作日内", "年底前", "春节前",
           "明天", "下月初", "一个月内", "本周内", "国庆节前", "24小时内"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("答应周五前发样品", "2026-11-27"), ("三天内回复报价", "2026-11-25"), ("月底前安装好", "2026-11-30"),
        ("11月30日前", "2026-11-30"), ("下周三上午", "2026-11-25"), ("两三天内", "2026-11-25"),
        ("三个工作日内", "2026-11-25"), ("十二月五号前", "2026-12-05"), ("下个月10号", "2026-12-10"),
        ("20号前", "2026-12-20"), ("1月5日", "2027-01-05"), ("2027年3月8日前", "2027-03-08"),
        ("11月底", "2026-11-30"), ("今天下班前", "2026-11-22"), ("大后天", "2026-11-25"),
        ("下下周一", "2026-11-30"), ("半个月内", "2026-12-07"), ("48小时内", "2026-11-24"),
    ],
)  # fmt: skip
def test_phrases_of_every_day(text, day) -> None:
    found = due_in(text, SUNDAY)
    assert found and found.day == date.fromisoformat(day)


PAST = ["", "上周五去过", "每周五送货", "上个月底", "13月40日", "尽快", "五千元", "2020年1月1日"]


@pytest.mark.parametrize("text", PAST)
def test_what_names_no_day_to_come(text) -> None:
    assert due_in(text, SUNDAY) is None


@calm
@given(days, st.sampled_from(PHRASES))
def test_a_day_is_never_in_the_past_and_stands_where_it_says(today, phrase) -> None:
    text = f"答应王总{phrase}送样品"
    found = due_in(text, today)
    assert found is None or (found.day >= today and text[found.start : found.end] in phrase)
    if phrase != "本周内":
        assert found


@calm
@given(days, st.integers(0, 6), st.sampled_from(["", "下", "下下"]))
def test_a_weekday_is_that_weekday(today, asked, shift) -> None:
    found = due_in(f"{shift}周{'一二三四五六日'[asked]}前", today)
    assert found and found.day.weekday() == asked
    monday = today - timedelta(today.weekday())
    weeks = (found.day - timedelta(asked) - monday).days // 7
    assert weeks == len(shift) if shift else (found.day - today).days < 7


@calm
@given(days, st.integers(1, 99))
def test_so_many_days_are_so_many(today, count) -> None:
    found = due_in(f"{count}天内", today)
    assert found and found.day == today + timedelta(count)


@calm
@given(days, st.integers(1, 10))
def test_chinese_numbers_mean_the_same(today, count) -> None:
    assert due_in(f"{CHINESE[count]}天内", today) == due_in(f"{count}天内", today) or count == 10
    spoken, written = due_in(f"{CHINESE[count]}天内", today), due_in(f"{count}天内", today)
    assert spoken and written and spoken.day == written.day


@calm
@given(days, st.integers(1, 20))
def test_workdays_leave_out_what_the_calendar_leaves_out(today, count) -> None:
    found = due_in(f"{count}个工作日内", today)
    assert found and is_workday(found.day)
    assert count_workdays(today + timedelta(1), found.day + timedelta(1)) == count


@pytest.mark.parametrize(
    ("text", "what", "kind", "terms"),
    [
        ("答应周五前发样品", "发样品", "sample", None),
        ("我们保证24小时内上门维修", "上门维修", "service", None),
        ("三天内回复报价", "回复报价", "service", None),
        ("谈得不错。答应王总下周一打九五折", "打九五折", "price", 5),
        ("和王总说好账期60天，月底前签", "账期60天", "payment", 60),
        ("答应送一台报警器，12月5号前到", "送一台报警器", "gift", None),
        ("当场承诺了月底前给独家一年", "给独家一年", "exclusivity", 12),
        ("说好明天请吃饭", "请吃饭", "other", None),
    ],
)
def test_what_we_promise_is_read(text, what, kind, terms) -> None:
    (found,) = promises_in(text, SUNDAY)
    assert (found.what, found.kind) == (what.removeprefix("给"), kind) or found.what == what
    assert found.terms == terms


@pytest.mark.parametrize(
    "text",
    [
        "电话催收上月气费，王总答应周五前转账。",
        "提醒年度安检，李女士希望安排在下周三上午。",
        "客户承诺月底前付款", "答应考虑考虑", "下周三上午开会", "对方保证三天内答复", "上周五送了样品", "",
    ],
)  # fmt: skip
def test_what_is_none_of_our_promises_is_left_alone(text) -> None:
    assert promises_in(text, SUNDAY) == []


@calm
@given(st.text(max_size=400), days)
def test_no_text_is_too_strange(text, today) -> None:
    found = promises_in(text, today)
    assert len(found) <= 3
    assert all(one.due >= today and one.what for one in found)


WORDS = [
    "答应",
    "周五前",
    "十一",
    "折",
    "3天内",
    "月",
    "号",
    "，",
    "下周",
    "账期",
    "60天",
    "九九折",
]


@calm
@given(st.lists(st.sampled_from(WORDS), max_size=12), days)
def test_nor_any_heap_of_its_own_words(parts, today) -> None:
    assert len(promises_in("".join(parts), today)) <= 3
