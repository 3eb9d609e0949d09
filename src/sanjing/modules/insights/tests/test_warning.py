"""早期预警: silent changes are heard from every module, ordered by money, and told in words to who may see them."""

import datetime as dt
import re

from sanjing.foundation.entities import records, registry
from sanjing.modules.insights import worth
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.promises.models import Promise
from sanjing.modules.quotes.models import Quote
from sanjing.modules.receivables.models import CustomerOwes
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
    rows = CustomerScore.objects.filter(
        customer__owner=scored[login].user, last_on__gt=TODAY - dt.timedelta(60), year_margin__gt=0
    )
    return rows.order_by("-year_margin")[0].customer


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
    assert "近半年联系人从 2 位变成 1 位。" in page and "答复报价平常 2 天，近半年 30 天。" in page


def test_who_bought_nothing_for_a_year_is_lost_and_not_warned_of(scored):
    gone = CustomerScore.objects.filter(last_on__lte=TODAY - dt.timedelta(365))
    assert gone and not gone.exclude(signals="").exists()
