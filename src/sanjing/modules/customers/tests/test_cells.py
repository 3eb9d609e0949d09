"""A cell of the list changed in place."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import FieldRule
from sanjing.foundation.entities import records
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.models import Customer
from tests.support.making import make

HTMX = {"HX-Request": "true"}


@pytest.fixture
def customer(seller):
    return make("customer", name="海天食品", phone="13800138000", owner=seller.user)


def cell(who, customer, name, told=None, rest=""):
    address = f"/customers/{customer.pk}/field/{name}/{rest}"
    browser = who.browser()
    return browser.post(address, told, headers=HTMX) if told else browser.get(address, headers=HTMX)


def test_a_cell_becomes_a_control_and_then_the_new_value(customer, seller):
    asked = cell(seller, customer, "phone")
    shown = asked.content.decode()
    assert asked.status_code == 200 and "<html" not in shown
    assert 'value="13800138000"' in shown and f'name="version" value="{customer.version}"' in shown
    told = {"phone": "13900139000", "version": customer.version, "started_with": "13800138000"}
    saved = cell(seller, customer, "phone", told)
    assert saved.content.decode().strip() == '<a href="tel:13900139000">13900139000</a>'
    assert Customer.objects.get(pk=customer.pk).phone == "13900139000"


def test_the_cell_that_leads_to_the_record_goes_on_leading_there(customer, seller):
    saved = cell(seller, customer, "name", {"name": "海天", "version": 1}, "?head=1")
    assert (
        f'<a href="/customers/{customer.pk}/" class="sj-title">海天</a>' in saved.content.decode()
    )


def test_somebody_elses_value_is_shown_and_not_overwritten(customer, seller, boss):
    records.change(customer, {"phone": "13700000001"}, by=boss.actor, at=timezone.now())
    events = Event.objects.count()
    told = {"phone": "13900139000", "version": 1, "started_with": "13800138000"}
    answer = cell(seller, customer, "phone", told)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "13700000001" in shown and 'value="13900139000"' in shown
    assert 'name="version" value="2"' in shown
    assert Customer.objects.get(pk=customer.pk).phone == "13700000001"
    assert Event.objects.count() == events
    again = {"phone": "13900139000", "version": 2, "started_with": "13700000001"}
    assert cell(seller, customer, "phone", again).status_code == 200
    assert Customer.objects.get(pk=customer.pk).phone == "13900139000"


@pytest.mark.parametrize("version", ["9" * 5000, "²", "-1", ""])
def test_a_version_that_is_none_counts_as_none(customer, seller, version):
    saved = cell(seller, customer, "phone", {"phone": "13900139000", "version": version})
    assert saved.status_code == 200
    assert Customer.objects.get(pk=customer.pk).phone == "13900139000"


def test_a_change_of_another_field_meanwhile_is_kept_without_asking(customer, seller, boss):
    records.change(customer, {"grade": "A"}, by=boss.actor, at=timezone.now())
    told = {"phone": "13900139000", "version": 1, "started_with": "13800138000"}
    assert cell(seller, customer, "phone", told).status_code == 200
    kept = Customer.objects.get(pk=customer.pk)
    assert (kept.phone, kept.grade) == ("13900139000", "a")


def test_what_cannot_be_taken_comes_back_with_a_sentence(customer, seller):
    before = Event.objects.count()
    answer = cell(seller, customer, "name", {"name": "", "version": 1, "started_with": "海天食品"})
    assert answer.status_code == 422 and "请填写" in answer.content.decode()
    assert Event.objects.count() == before


def test_handing_on_in_a_cell_takes_the_right_to_hand_on(customer, seller, other_seller):
    told = {"owner": other_seller.user.pk, "version": 1, "started_with": str(seller.user.pk)}
    answer = cell(seller, customer, "owner", told)
    assert answer.status_code == 403 and "转交" in answer.content.decode()
    assert Customer.objects.get(pk=customer.pk).owner == seller.user


def test_the_list_marks_columns_and_rows_that_may_be_changed(customer, seller, boss, make_person):
    pooled = make("customer", name="公海里的", owner=None)
    shown = seller.browser().get("/customers/").content.decode()
    assert 'data-edit="phone"' in shown and 'data-edit="last_contacted_at"' not in shown
    assert f'<tr data-href="/customers/{customer.pk}/">' in shown
    assert f'<tr data-href="/customers/{pooled.pk}/" data-fixed>' in shown
    assert "data-fixed" not in boss.browser().get("/customers/").content.decode()


def test_a_field_a_role_may_only_read_is_no_control(customer, seller):
    role = seller.user.roles.get()
    role.field_rules = {"customer": {"phone": FieldRule.READ_ONLY.value}}
    role.save()
    shown = seller.browser().get("/customers/").content.decode()
    assert 'data-edit="phone"' not in shown and 'data-edit="stage"' in shown
    assert cell(seller, customer, "phone").status_code == 404
