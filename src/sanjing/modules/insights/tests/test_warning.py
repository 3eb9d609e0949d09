"""早期预警: silent changes are heard from every module, ordered by money, and told in words to who may see them."""

import datetime as dt
import re

from sanjing.foundation.entities import batches, records, registry
from sanjing.modules.insights import worth
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.promises.models import Promise
from sanjing.modules.quotes.models import Quote
from sanjing.modules.receivables.models import CustomerOwes
from sanjing.modules.scores import hearing
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY
from sanjing.modules.scores.warnings import by_signal, read

__all__ = ["scored", "written_and_scored"]


def trouble(customer):
    """Two promises broken and one kept, an upset visit, a debt that became overdue lately."""
    for n, state in enumerate(("broken", "broken", "kept")):
        due = (TODAY - dt.timedelta(10 + n)).isoformat()
        made = records.create(
            registry.get("promise"),
            {"customer": customer, "what": f"三天内到货{n}", "due_on": due, "made_on": due},
            by=SYSTEM, at=AT,
        )  # fmt: skip
        Promise.objects.filter(pk=made.pk).update(state=state)
    records.create(
        registry.get("activity"),
        {"customer": customer, "kind": "visit", "mood": "upset", "summary": "等了两周"},
        by=SYSTEM, at=AT,
    )  # fmt: skip
    CustomerOwes.objects.update_or_create(
        pk=customer.pk,
        defaults={"counted_on": TODAY, "owed": 100_00, "overdue": 60_00, "older": 10_00},
    )


def silence(customer):
    """One of two people left lately; quotes were answered in two days, one waits for thirty."""
    for n, left in enumerate((TODAY - dt.timedelta(20), None)):
        person = {"customer": customer, "name": f"老陈{n}", "left_on": left and left.isoformat()}
        records.create(registry.get("contact"), person, by=SYSTEM, at=AT)
    for sent, days in ((300, 2), (260, 2), (30, None)):
        at = AT - dt.timedelta(sent)
        given = {
            "customer": customer,
            "quoted_on": at.date().isoformat(),
            "valid_until": TODAY.isoformat(),
        }
        made = records.create(registry.get("quote"), given, by=SYSTEM, at=AT)
        answered = at + dt.timedelta(days) if days else None
        Quote.objects.filter(pk=made.pk).update(sent_at=at, closed_at=answered)


def active(scored, login):
    return active_ones(scored, login, 1)[0]


def active_ones(scored, login, count):
    rows = CustomerScore.objects.filter(
        customer__owner=scored[login].user, last_on__gt=TODAY - dt.timedelta(60), year_margin__gt=0
    )
    return [one.customer for one in rows.order_by("-year_margin")[:count]]


def test_changes_are_heard_from_promises_debts_and_contacts_and_told_in_words(scored):
    customer = active(scored, "seller")
    trouble(customer)
    carry_out(ask(at=AT), at=AT)
    kept = CustomerScore.objects.get(pk=customer.pk)
    heard = {one.signal.value: (one.loud, one.was, one.now) for one in read(kept.signals)}
    assert heard["promises"] == (50, 3, 2)
    assert heard["overdue"] == (50, 1000, 6000)
    assert heard["complaints"] == (50, 0, 1)
    assert kept.alarm >= 87 and kept.warned > 0
    why = "近半年到期的承诺 3 个，2 个没兑现。"
    seller, boss = scored["seller"].browser(), scored["boss"].browser()
    for page in ("/insights/warning/?signal=promises", f"/customers/{customer.pk}/"):
        assert why in seller.get(page).text, page
    listed = boss.get("/api/customers?warned__above=0&sort=-warned&limit=100&fields=id,warned")
    wanted = CustomerScore.objects.filter(warned__gt=0).order_by("-warned", "-pk")
    assert {row["id"] for row in listed.json()["data"]} == {one.pk for one in wanted}
    carry_out(ask(at=AT), at=AT)
    assert CustomerScore.objects.get(pk=customer.pk).signals == kept.signals


def test_whoever_left_is_counted_among_the_lost_and_not_warned_of(scored):
    customer = active(scored, "seller")
    trouble(customer)
    carry_out(ask(at=AT), at=AT)
    assert CustomerScore.objects.get(pk=customer.pk).warned > 0
    left = {"customer": customer, "left_on": TODAY.isoformat(), "said": "搬到外地去了"}
    records.create(registry.get("departure"), left, by=SYSTEM, at=AT)
    carry_out(ask(at=AT), at=AT)
    kept = CustomerScore.objects.get(pk=customer.pk)
    assert (kept.warned, kept.signals, kept.stake, kept.risk, kept.future) == (
        None,
        "",
        None,
        None,
        None,
    )
    assert str(customer) not in scored["seller"].browser().get("/insights/warning/").text


def test_the_page_orders_by_money_and_shows_only_whom_one_sees(scored):
    trouble(active(scored, "boss"))
    trouble(active(scored, "seller"))
    carry_out(ask(at=AT), at=AT)
    for login in ("boss", "seller"):
        mine = CustomerScore.objects.filter(warned__gt=0)
        if login == "seller":
            mine = mine.filter(customer__owner=scored[login].user)
        found = worth.of(scored[login].actor)
        assert found.by_signal == by_signal(mine)
        wanted = list(mine.order_by("-warned", "customer").values_list("pk", flat=True)[:50])
        page = scored[login].browser().get("/insights/warning/").text
        shown = re.findall(r'class="sj-title" href="/customers/(\d+)/"', page)
        assert [int(pk) for pk in shown] == wanted != []


def test_people_who_left_and_slow_answers_are_heard(scored):
    customer = active(scored, "seller")
    silence(customer)
    carry_out(ask(at=AT), at=AT)
    kept = CustomerScore.objects.get(pk=customer.pk)
    heard = {one.signal.value: (one.loud, one.was, one.now) for one in read(kept.signals)}
    assert heard["contact_left"] == (50, 2, 1) and heard["replies"] == (93, 2, 30)
    page = scored["seller"].browser().get("/insights/warning/?signal=replies").text
    assert "近半年联系人从 2 位变成 1 位。" in page and "答复我们平常 2 天，近半年 30 天。" in page


def write(customer, *told):
    """Follow-ups as (days ago, direction, further values)."""
    rows = [
        {"customer": customer, "kind": "wechat", "direction": direction, "summary": "交期",
         "happened_at": (AT - dt.timedelta(ago)).isoformat(), **further}
        for ago, direction, further in told
    ]  # fmt: skip
    outcome = batches.create_many(registry.get("activity"), rows, by=SYSTEM, at=AT)
    assert not outcome.refused


def heard_of(customer):
    kept = CustomerScore.objects.get(pk=customer.pk).signals
    return {one.signal.value: (one.loud, one.was, one.now) for one in read(kept)}


def answered(ago, days):
    return (ago, "outbound", {}), (ago - days, "inbound", {})


USUAL = (*answered(400, 2), *answered(330, 4), *answered(250, 3))
"""Answered in three days on average, long ago."""


def test_slower_answers_to_messages_are_heard_and_steady_ones_are_not(scored):
    slow, steady, chased, met = active_ones(scored, "boss", 4)
    write(slow, *USUAL, *answered(120, 8), (40, "outbound", {}), (37, "outbound", {"outcome": "unreached"}),
          (24, "inbound", {"kind": "call"}))  # fmt: skip
    write(steady, *USUAL, *answered(120, 2), *answered(50, 4), (2, "outbound", {}))
    write(
        chased,
        *USUAL,
        (30, "outbound", {}),
        (20, "outbound", {"kind": "call", "outcome": "unreached"}),
    )
    write(
        met, *USUAL, (60, "outbound", {}), (20, "outbound", {"kind": "visit", "outcome": "talked"})
    )
    carry_out(ask(at=AT), at=AT)
    assert heard_of(slow)["replies"] == (75, 3, 12)
    assert heard_of(chased)["replies"] == (90, 3, 30)
    assert "replies" not in heard_of(steady) and "replies" not in heard_of(met)
    page = scored["boss"].browser().get("/insights/warning/?signal=replies").text
    assert "答复我们平常 3 天，近半年 12 天。" in page and "客户来找我们，各等了几天" in page
    assert slow.name in page and steady.name not in page and met.name not in page


def test_without_a_direction_or_two_answers_nobody_has_a_usual_time(scored):
    unsaid, once = active_ones(scored, "boss", 2)
    write(unsaid, *((ago, "", {}) for ago, _direction, _further in USUAL), (30, "", {}))
    write(once, *answered(250, 3), (30, "outbound", {}))
    carry_out(ask(at=AT), at=AT)
    assert "replies" not in heard_of(unsaid) and "replies" not in heard_of(once)


def test_quotes_and_messages_have_usual_times_of_their_own_and_the_louder_counts(scored):
    (customer,) = active_ones(scored, "boss", 1)
    silence(customer)
    write(customer, *USUAL, *answered(60, 9))
    carry_out(ask(at=AT), at=AT)
    assert heard_of(customer)["replies"] == (93, 2, 30)
    assert CustomerScore.objects.get(pk=customer.pk).signals.count("replies") == 1


def test_what_was_said_after_a_day_is_not_known_on_it(scored):
    (customer,) = active_ones(scored, "boss", 1)
    write(customer, *USUAL, *answered(60, 20))
    day = TODAY - dt.timedelta(50)
    before = hearing.replies(day, hearing.noted(day))
    write(customer, (49, "outbound", {"kind": "visit"}), *answered(45, 30))
    assert hearing.replies(day, hearing.noted(day)).equals(before)
    rows = before.filter(customer=customer.pk)
    assert rows["now"].to_list() == [10.0], "the question that waits on that day"


def test_who_bought_nothing_for_a_year_is_lost_and_not_warned_of(scored):
    gone = CustomerScore.objects.filter(last_on__lte=TODAY - dt.timedelta(365))
    assert gone and not gone.exclude(signals="").exists()
