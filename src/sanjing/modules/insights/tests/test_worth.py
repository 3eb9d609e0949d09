"""The owner's page: what the customers one sees are worth, at risk and lost, each figure a list of customers."""

import datetime as dt
import re

import pytest
from django.db.models import Sum

from sanjing.foundation.charts import money
from sanjing.foundation.entities import registry
from sanjing.kernel.periods import add_months
from sanjing.modules.insights import worth
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.insights.views import worth as views_worth
from sanjing.modules.losses.churn import Reading
from sanjing.modules.orders.models import Order
from sanjing.modules.scores import grouping
from sanjing.modules.scores.models import CustomerScore, PastScore, ScoreRun
from sanjing.modules.scores.tests.conftest import TODAY

NAMES = ("year_sales", "year_margin", "future")
__all__ = ["scored", "written_and_scored"]


def sums_of(rows):
    rows = list(rows)
    bought = [one for one in rows if one.year_sales > 0]
    sums = {name: known_sum(rows, name) for name in NAMES}
    for name in ("year_sales", "year_margin"):
        sums[name] = sums[name] or 0
    return grouping.Sums(len(rows), len(bought), stake=known_sum(bought, "stake"), **sums)


def known_sum(rows, name):
    told = [getattr(one, name) for one in rows if getattr(one, name) is not None]
    return sum(told) if told else None


@pytest.mark.parametrize("login", ["boss", "seller"])
def test_figures_are_those_of_the_customers_one_sees(scored, login):
    actor = scored[login].actor
    mine = {one.pk for one in scored["customers"] if login == "boss" or one.owner.username == login}
    found = worth.of(actor)
    assert grouping.whole(found.now) == sums_of(CustomerScore.objects.filter(pk__in=mine))
    late = CustomerScore.objects.filter(pk__in=mine, rhythm="late")
    assert grouping.by(found.now, "rhythm").get("late", grouping.Sums()) == sums_of(late)
    (day, then), *_ = found.earlier
    past = PastScore.objects.filter(as_of=day, customer__in=mine)
    assert day == TODAY.replace(day=1) - dt.timedelta(1) and grouping.whole(then) == sums_of(past)
    assert found.lost.lost == Reading(actor, TODAY).year().lost
    assert ("future_low" in found.facts) == (login == "boss")


def test_lost_are_those_of_a_year_ago_who_bought_nothing_since(scored):
    ago = add_months(TODAY, -12)
    before = Order.objects.filter(ordered_on__gt=add_months(ago, -12), ordered_on__lte=ago)
    since = set(Order.objects.filter(ordered_on__gt=ago).values_list("customer", flat=True))
    was = set(before.values_list("customer", flat=True))
    lost = worth.of(scored["boss"].actor).lost
    gone = before.filter(customer__in=was - since).aggregate(whole=Sum("amount"))["whole"]
    assert (lost.active, lost.lost, lost.amount) == (len(was), len(was - since), gone)
    assert lost.lost > 0


def test_the_page_tells_money_names_and_reasons_and_every_figure_opens_its_customers(scored):
    browser = scored["boss"].browser()
    page = browser.get("/insights/").text
    found = worth.of(scored["boss"].actor)
    sums, (first, *_rest) = grouping.whole(found.now), found.endangered(10, TODAY)
    assert money(sums.future) in page and money(sums.stake) in page
    low, high = found.interval
    assert low < sums.future < high and money(low) in page
    assert first.score.customer.name in page and "天没买" in first.why and first.why in page
    assert f"/tasks/new/?customer={first.score.pk}" in page
    assert "大而忠的占客户的" in page and "八类客户" in page
    for url in set(re.findall(r'href="(/customers/\?[^"]+)"', page)):
        assert browser.get(url.replace("&amp;", "&")).status_code == 200, url


def test_a_task_is_made_for_the_owner_from_the_reason(scored):
    boss = scored["boss"]
    [(one, url)] = views_worth.with_tasks(worth.of(boss.actor).endangered(1, TODAY), boss.actor)
    form = boss.browser().get(url).text
    assert one.why in form and one.score.customer.name in form


def test_a_seller_reads_their_own_and_others_go_on_to_their_first_page(scored):
    seller, service = scored["seller"], scored["service"]
    other = CustomerScore.objects.exclude(customer__owner=seller.user).order_by("-stake")
    other = other.filter(stake__gt=0)[0].customer
    page = seller.browser().get("/insights/").text
    assert other.name not in page and "评分怎么来的" not in page
    role = service.user.roles.get()
    role.field_rules = {**role.field_rules, "order": {"amount": "hidden"}}
    role.save()
    answer = service.browser().get("/insights/")
    assert answer.status_code == 302 and answer["Location"] != "/insights/"
    assert registry.get("customer").visible_to(seller.actor).count() == 12


def test_before_the_first_run_the_page_says_what_scores_are(scored):
    ScoreRun.objects.all().delete()
    assert "还没有评分" in scored["boss"].browser().get("/insights/").text
