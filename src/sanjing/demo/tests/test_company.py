"""The demo company, small: whether all that is in it holds together."""

import datetime as dt

import pytest
from django.db.models import Count, Exists, F, Max, OuterRef, Sum

from sanjing.demo import company, offering, staff
from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.events.models import Event
from sanjing.foundation.files.models import Attachment
from sanjing.foundation.files.queries import keeping
from sanjing.foundation.search.models import SearchEntry
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models import CompetitorOffer, Deal, Lead, Outcome, StageEntry, Target
from sanjing.modules.deliveries.models import Delivery, StandingPromise, Vehicle
from sanjing.modules.library import reports
from sanjing.modules.library.models import (
    CaseUse,
    Knowledge,
    KnowledgeVote,
    ProductClaim,
    Training,
)
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.queries import bought_before
from sanjing.modules.orders.models import (
    CustomerSales,
    Order,
    OrderLine,
    Return,
    ReturnLine,
    StockCount,
)
from sanjing.modules.orders.stock import stocks
from sanjing.modules.products.models import BundlePart, ListPrice
from sanjing.modules.promises.models import CustomerReview, Promise
from sanjing.modules.quotes.models import Contract, Quote
from sanjing.modules.receivables.models import (
    CollectionNote,
    Concession,
    CustomerOwes,
    Invoice,
    Receipt,
)
from sanjing.modules.scores.models import CustomerScore

NOW = dt.datetime(2026, 3, 10, 10, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def written(all_along):
    """Written once for all tests, which only look at it."""
    company.load_if_empty(NOW, size=400)


@pytest.fixture
def loaded(written, db):
    """The company, in a transaction of the test's own."""


def test_it_is_coherent(loaded):
    assert Customer.objects.count() >= 400
    assert not Order.objects.filter(ordered_on__lt=F("customer__created_at__date")).exists()
    assert not Order.objects.filter(ordered_on__gt=NOW.date()).exists()
    assert not Activity.objects.filter(happened_at__gt=NOW).exists()
    assert not Event.objects.filter(at__gt=NOW).exists()
    assert (
        OrderLine.objects.aggregate(sum=Sum("amount"))["sum"]
        == Order.objects.aggregate(sum=Sum("amount"))["sum"]
    )
    assert SearchEntry.objects.filter(entity="customer").count() == Customer.objects.count()
    assert Customer.objects.filter(owner=None).exists()


def test_every_history_reads_in_the_order_of_time(loaded):
    last: dict[int, dt.datetime] = {}
    for hub, name, at in Event.objects.order_by("pk").values_list("hub_id", "name", "at"):
        if hub is not None:
            assert last.get(hub, at) <= at, name
            last[hub] = at


def test_it_sells_to_factories_and_answers_its_website(loaded):
    assert {Outcome.OPEN, Outcome.WON, Outcome.LOST} == {
        *Deal.objects.values_list("outcome", flat=True)
    }
    assert not Deal.objects.filter(opened_on__lt=F("customer__created_at__date")).exists()
    assert not StageEntry.objects.filter(entered_at__gt=NOW).exists()
    assert not Deal.objects.filter(closed_on__lt=F("opened_on")).exists()
    assert Lead.objects.filter(owner=None).count() == 0
    assert {"new", "contacted", "qualified"} <= {*Lead.objects.values_list("state", flat=True)}
    assert Lead.objects.filter(deal__outcome=Outcome.WON).exists()
    assert Lead.objects.values("source").distinct().count() > 2


@pytest.mark.parametrize("column", ["expected_close_date", "amount"])
def test_some_customers_decide_later_and_some_want_more_or_less(loaded, column):
    told = Deal.objects.annotate(times=Count(f"forecasts__{column}", distinct=True))
    assert told.filter(times__gt=1).exists()


def test_several_work_on_what_is_large_and_products_have_targets(loaded):
    deals = Deal.objects.filter(leads=None).exclude(pipeline__name=offering.CHANNEL)
    assert not deals.filter(rows=None).exists()
    assert deals.filter(amount__gte=1_000_000_00).exists()
    assert not deals.filter(amount__gte=1_000_000_00, members=None).exists()
    assert Target.objects.exclude(product=None).exists()
    assert not Concession.objects.filter(approver=None).exists()


def test_it_quotes_by_its_price_lists_and_answers_its_rivals(loaded):
    assert ListPrice.objects.exclude(region="").exists()
    assert ListPrice.objects.exclude(customer_class="").exists()
    assert BundlePart.objects.count() == 3
    quotes = Quote.objects.exclude(deal=None)
    assert quotes.filter(revision=2).exists()
    assert quotes.filter(state="accepted", order__isnull=False).exists()
    assert Promise.objects.filter(source_entity="deal").exists()
    assert CompetitorOffer.objects.exclude(rebuttal="").exclude(deal=None).exists()
    assert CustomerReview.objects.count() >= 3


def test_customers_come_to_it_too_and_some_take_longer_to_answer(loaded):
    rows = Activity.objects.all()
    came = rows.filter(direction="inbound").count() / rows.count()
    assert 0.15 < came < 0.5 and not rows.filter(direction="").exists()
    assert not rows.filter(direction="inbound", outcome="unreached").exists()
    asked = Quote.objects.filter(customer=OuterRef("customer"), sent_at__isnull=False)
    slow = CustomerScore.objects.filter(signals__contains="replies:")
    assert slow.exclude(Exists(asked)).exists()


def test_some_of_what_it_sells_comes_back(loaded):
    rows = Return.objects.all()
    assert {"settled", "received"} & {*rows.values_list("state", flat=True)}
    assert not rows.filter(received_on__lt=F("asked_on")).exists()
    lines = ReturnLine.objects.aggregate(sum=Sum("amount"))["sum"]
    assert lines == rows.aggregate(sum=Sum("amount"))["sum"] > 0
    back = Return.objects.came_in().aggregate(sum=Sum("amount"))["sum"]
    assert CustomerSales.objects.aggregate(sum=Sum("returned"))["sum"] == back


def test_its_dealers_run_out_of_some_things(loaded):
    found = stocks(system_actor("测试"), today=NOW.date())
    assert {one.outlook.due for one in found} == {True, False}
    assert any(one.outlook.why for one in found)
    assert not StockCount.objects.filter(counted_on__gt=NOW.date()).exists()


def test_its_warehouses_load_what_fits(loaded):
    planned = Delivery.objects.filter(state="planned")
    assert planned.exclude(vehicle="").exists() and planned.filter(vehicle="").exists()
    assert not Delivery.objects.filter(warehouse=None, vehicle__gt="").exists()
    rows = planned.exclude(vehicle="").values("vehicle", "planned_on").annotate(load=Sum("load"))
    capacity = dict(Vehicle.objects.values_list("plate", "capacity"))
    assert all(row["load"] <= capacity[row["vehicle"]] for row in rows)


def test_firms_that_stopped_buying_say_why_and_some_come_back(loaded):
    gone = Departure.objects.filter(came_back_on=None)
    since = Order.objects.filter(customer=OuterRef("customer"), ordered_on__gt=OuterRef("left_on"))
    assert Departure.objects.count() >= 5
    assert not gone.filter(Exists(since.sold())).exists()
    assert not Departure.objects.filter(left_on__lt=F("customer__created_at__date")).exists()
    assert Departure.objects.annotate(sum=bought_before()).filter(sum__gt=0).count() >= 3


def test_its_books_add_up(loaded):
    today = NOW.date()
    rows, receipts = Invoice.objects.all(), Receipt.objects.all()
    assert {"open", "part", "settled"} <= {*rows.values_list("state", flat=True)}
    assert rows.filter(state__in=("open", "part"), due_on__lt=today).exists()
    for one in rows.prefetch_related("allocations", "uses"):
        settled = sum(row.amount for row in one.allocations.all())
        assert one.balance == one.amount - settled + sum(row.amount for row in one.uses.all())
    for one in receipts.prefetch_related("allocations"):
        assert one.left == one.amount - sum(row.amount for row in one.allocations.all())
    assert not receipts.filter(received_on__gt=today).exists()
    assert not rows.filter(booked_on__lt=F("order__ordered_on")).exists()
    charged = Invoice.objects.filter(returned=None)
    charged = charged.values("order").annotate(sum=Sum("amount"), of=Max("order__amount"))
    assert charged.exists() and not charged.exclude(sum=F("of")).exists()
    owed = CustomerOwes.objects.aggregate(owed=Sum("owed"), left=Sum("advance"))
    assert owed == {
        "owed": rows.aggregate(s=Sum("balance"))["s"],
        "left": receipts.aggregate(s=Sum("left"))["s"],
    }
    assert {"promised", "evades"} <= {*CollectionNote.objects.values_list("outcome", flat=True)}
    assert not CollectionNote.objects.filter(happened_on__gt=today).exists()
    assert Approval.objects.get(purpose="invoice.write_off").is_waiting


def test_it_promises_and_quotes(loaded):
    assert {"open", "kept", "broken", "waiting"} <= {
        *Promise.objects.values_list("state", flat=True)
    }
    assert not Promise.objects.filter(made_on__gt=NOW.date()).exists()
    assert not Promise.objects.filter(settled_on__gt=NOW.date()).exists()
    assert {"draft", "sent", "declined", "waiting"} <= {
        *Quote.objects.values_list("state", flat=True)
    }
    assert not Event.objects.filter(at__gt=NOW).exists()


def test_it_shares_what_it_knows(loaded):
    assert Knowledge.objects.exclude(deal=None).exists() and KnowledgeVote.objects.exists()
    states = {*ProductClaim.objects.values_list("state", flat=True)}
    assert states == {"draft", "waiting", "approved", "retired"}
    assert reports.claim_gaps(system_actor("测试")).ranked
    assert {"internal", "bid"} <= {*CaseUse.objects.values_list("purpose", flat=True)}
    assert Training.objects.filter(score=None).exists() and Training.objects.count() > 12


def test_it_keeps_papers_with_records_of_every_type_that_has_any(loaded):
    assert {entity.name for entity in keeping()} == {
        *Attachment.objects.values_list("entity", flat=True)
    }
    assert {"draft", "signed"} <= {*Contract.objects.values_list("state", flat=True)}
    assert not Attachment.objects.filter(added_at__gt=NOW).exists()


def test_everybody_can_log_in_and_sees_a_home_page(loaded, client):
    assert {login for login, *_rest in staff.PEOPLE} == set(
        User.objects.values_list("username", flat=True)
    )
    for login, *_rest in staff.PEOPLE:
        assert client.login(username=login, password=staff.PASSWORD), login
        assert client.get("/").status_code == 200


def test_it_brings_its_goods_most_of_them_in_time(loaded):
    sent = Delivery.objects.all()
    assert sent.count() > 40
    assert (
        not sent.filter(arrived_at__gt=NOW).exists() and not sent.filter(sent_at__gt=NOW).exists()
    )
    assert {"planned", "arrived"} <= {*sent.values_list("state", flat=True)}
    late = sent.filter(arrived_at__gt=F("promised_at"))
    assert 0 < late.count() < sent.filter(state="arrived").count() / 2
    assert not late.filter(cause="").exists()
    assert StandingPromise.objects.count() == 2


def test_one_customer_is_proposed_to_be_let_go_and_waits(loaded):
    waiting = Approval.objects.get(purpose="customer.retire", state="waiting")
    assert "减压阀" in waiting.title
    assert Customer.objects.get(pk=waiting.record_id).owner.username == "seller"
