"""Scores where people see them: as fields of the customer, on their page, and how they came about."""

import datetime as dt

import pytest
from django.http import QueryDict

from sanjing.foundation.entities import alongside, asking, narrowing, paging, registry
from sanjing.foundation.entities import extent as extent_module
from sanjing.foundation.entities.extent import extent
from sanjing.foundation.entities.ordering import Order
from sanjing.modules.orders import models as orders
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.charts import calibration
from sanjing.modules.scores.models import CustomerScore, ScoreRun
from sanjing.modules.scores.tests.conftest import AT


@pytest.fixture(scope="module")
def written_and_scored(written):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "MONTHS", 0)
        carry_out(ask(at=AT), at=AT)
    return written


@pytest.fixture
def scored(written_and_scored, firm):
    """The firm with its scores, in a transaction of the test's own."""
    return firm


def test_lists_filter_and_sort_by_scores_and_the_api_tells_them(scored):
    boss = scored["boss"].browser()
    best = CustomerScore.objects.filter(quadrant="large_loyal").order_by("-year_sales", "-pk")
    page = boss.get(
        "/api/customers?quadrant=large_loyal&sort=-year_sales&limit=100&fields=id,quadrant"
    ).json()
    assert [row["id"] for row in page["data"]] == list(best.values_list("pk", flat=True)) != []
    assert {row["quadrant"] for row in page["data"]} == {"large_loyal"}
    listed = boss.get("/customers/?quadrant=large_loyal&columns=name,quadrant,year_sales")
    assert best[0].customer.name in listed.text and "大而忠" in listed.text


def test_the_page_of_a_customer_tells_worth_and_why(scored):
    customer = scored["customers"][3]
    kept = CustomerScore.objects.get(pk=customer.pk)
    page = scored["seller"].browser().get(f"/customers/{customer.pk}/").text
    assert "价值与风险" in page and kept.get_quadrant_display() in page
    assert f"忠诚度 {kept.loyalty}%" in page
    never = scored["customers"][-1]
    assert "价值与风险" not in scored["boss"].browser().get(f"/customers/{never.pk}/").text


def test_who_may_not_read_amounts_reads_no_scores(scored):
    service = scored["service"]
    role = service.user.roles.get()
    role.field_rules = {**role.field_rules, "order": {"amount": "hidden"}}
    role.save()
    customer = scored["customers"][3]
    assert "价值与风险" not in service.browser().get(f"/customers/{customer.pk}/").text
    asked = service.browser().get("/api/customers?fields=id,quadrant")
    assert asked.status_code == 400
    assert service.browser().get("/scores/").status_code == 403
    assert scored["seller"].browser().get("/scores/").status_code == 403


def test_the_owner_sees_what_was_expected_of_each_week_that_was_held_back(scored):
    run = ScoreRun.objects.get()
    kept, cut = run.facts["calibration"], dt.date.fromisoformat(run.facts["cut"])
    known = orders.Order.objects.filter(ordered_on__lte=cut).values("customer")
    days = orders.Order.objects.filter(ordered_on__gt=cut, customer__in=known).values_list(
        "customer", "ordered_on"
    )
    weeks = [(day - cut).days - 1 for _who, day in set(days)]
    assert kept["bought"] == [
        sum(one // 7 == n for one in weeks) for n in range((AT.date() - cut).days // 7)
    ]
    assert sum(kept["bought"]) > 50 and set(kept["expected"]) == {run.facts["model"], "naive"}
    whole = run.facts["trial"]["models"][run.facts["model"]]["expected"]
    assert sum(kept["expected"][run.facts["model"]]) == pytest.approx(whole, rel=0.1)
    rows = calibration(run).rows
    assert rows[-1][:2] == (len(kept["bought"]), sum(kept["bought"]))
    page = scored["boss"].browser().get("/scores/").text
    assert calibration(run).title in page and "一路上平均差" in page
    run.facts = run.facts | {"calibration": None}
    run.save()
    assert "一路上平均差" not in scored["boss"].browser().get("/scores/").text


def test_the_owner_sees_which_model_was_used_and_reckons_anew(scored):
    boss = scored["boss"].browser()
    page = boss.get("/scores/").text
    assert "哪个模型估得准" in page and "用它" in page
    assert boss.post("/scores/run/").status_code == 303
    waiting = ScoreRun.objects.get(state="waiting")
    assert "排队中" in boss.get("/scores/").text
    carry_out(waiting, at=AT)
    assert "排队中" not in boss.get("/scores/").text


@pytest.mark.parametrize("few", [0, 3, 1000])
@pytest.mark.parametrize(
    "asked",
    [
        "quadrant=large_loyal",
        "at_stake__above=1",
        "year_sales__at_most=20000",
        "rhythm__in=late,lapsed",
    ],
)
def test_a_few_that_the_index_of_scores_knows_make_the_same_list(scored, asked, few, monkeypatch):
    monkeypatch.setattr(narrowing, "FEW", few)
    entity, actor = registry.get("customer"), scored["boss"].actor
    question = asking.read(QueryDict(asked), entity, actor)
    plain = set(paging.rows_of(entity, actor, question))
    assert set(extent(entity, actor, question).rows) == plain != set()


@pytest.mark.parametrize(
    "walk", [(0, 0, 0, 0), (3, 3, 3, 3), (3, 7, 3, 10), (200, 1000, 1200, 1200)]
)
@pytest.mark.parametrize(
    "asked",
    [
        "sort=-at_stake",
        "sort=year_sales",
        "sort=-next_purchase_on",
        "sort=-at_stake&rhythm__in=in_rhythm,late",
    ],
)
def test_pages_in_the_order_of_a_score_are_the_same_on_a_walk_along_its_index(
    scored, asked, walk, monkeypatch
):
    first, sample, near, far = walk
    monkeypatch.setattr(alongside, "FIRST", first)
    monkeypatch.setattr(alongside, "SAMPLE", sample)
    monkeypatch.setattr(extent_module, "NEAR", near)
    monkeypatch.setattr(extent_module, "FAR", dict.fromkeys(alongside.FAR, far))
    seen = leafed_through(scored["boss"], asked, 10)
    entity, actor = registry.get("customer"), scored["boss"].actor
    question = asking.read(QueryDict(f"{asked}&limit=200"), entity, actor)
    plain = paging.page(paging.rows_of(entity, actor, question), entity, question)
    wanted = [row.pk for row in plain.rows]
    assert seen == wanted and len(wanted) == len(set(wanted)) > 20
    backwards = leafed_through(scored["boss"], asked, 10, back=True)
    assert backwards == list(reversed(wanted[:-1]))


def leafed_through(person, asked, limit, *, back=False):
    """The ids of all pages, or from the last row backwards."""
    entity, actor = registry.get("customer"), person.actor
    found, place = [], ""
    if back:
        last = asking.read(QueryDict(f"{asked}&limit=200"), entity, actor)
        rows = paging.page(paging.rows_of(entity, actor, last), entity, last).rows
        place = "&before=" + paging.write_cursor(last.sort, Order.of(last, entity).key(rows[-1]))
    while True:
        question = asking.read(QueryDict(f"{asked}&limit={limit}{place}"), entity, actor)
        page = paging.page(extent(entity, actor, question).page_rows, entity, question)
        ids = [row.pk for row in page.rows]
        found += reversed(ids) if back else ids
        cursor = page.before if back else page.after
        if not cursor:
            return found
        place = f"&{'before' if back else 'after'}={cursor}"
