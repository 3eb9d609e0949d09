"""Logging a contact on the customer page."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.purge import purge
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.models import Customer
from tests.support.making import make


def picture(size=(3000, 2000), kind="JPEG", name="visit.jpg"):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", size, "teal").save(out, kind, exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def customer(seller):
    return make("customer", name="海天食品", owner=seller.user)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages
    return tmp_path


def test_a_call_takes_one_short_form_and_leaves_all_its_traces(seller, customer):
    next_date = timezone.localdate() + timedelta(days=3)
    answer = seller.browser().post(
        f"/customers/{customer.pk}/log/",
        {"kind": "call", "summary": "要新报价", "outcome": "interested", "next_date": next_date.isoformat(),
         "next_step": "送样品"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/customers/{customer.pk}/")
    activity = Activity.objects.get()
    assert (activity.kind, activity.summary, activity.owner) == ("call", "要新报价", seller.user)
    known = Customer.objects.get(pk=customer.pk)
    assert (known.last_contacted_at, known.next_contact_date) == (activity.happened_at, next_date)
    task = Task.objects.get()
    assert (task.title, task.due_date, task.owner, task.activity) == (
        "送样品",
        next_date,
        seller.user,
        activity,
    )
    page = seller.browser().get(f"/customers/{customer.pk}/").text
    assert "要新报价" in page and "送样品" in page


def test_a_visit_keeps_place_and_photo_without_what_the_camera_wrote(seller, customer, own_folder):
    told = {"kind": "visit", "summary": "看了车间", "place": "佛山", "latitude": "23.021548",
            "longitude": "113.121416", "photo": picture()}  # fmt: skip
    assert seller.browser().post(f"/customers/{customer.pk}/log/", told).status_code == 303
    activity = Activity.objects.get()
    assert (str(activity.latitude), str(activity.longitude)) == ("23.021548", "113.121416")
    kept = (own_folder / activity.photo.name).read_bytes()
    assert max(Image.open(io.BytesIO(kept)).size) == 1600
    assert b"SecretCamera" not in kept


def test_the_photo_is_served_to_those_who_see_the_visit_only(seller, other_seller, customer):
    seller.browser().post(f"/customers/{customer.pk}/log/", {"kind": "visit", "photo": picture()})
    address = f"/activities/{Activity.objects.get().pk}/photo/"
    shown = seller.browser().get(address)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert other_seller.browser().get(address).status_code == 404


def test_the_photo_goes_for_good_with_the_visit(
    seller, customer, own_folder, django_capture_on_commit_callbacks
):
    seller.browser().post(f"/customers/{customer.pk}/log/", {"kind": "visit", "photo": picture()})
    at, activity = timezone.now(), Activity.objects.get()
    records.remove(activity, by=seller.actor, at=at - timedelta(days=31))
    assert len(list(own_folder.rglob("*.jpg"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(by=system_actor("回收站"), at=at) == 1
    assert list(own_folder.rglob("*.jpg")) == []


@pytest.mark.parametrize(
    "file",
    [SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>"), SimpleUploadedFile("a.svg", b"<svg/>"),
     SimpleUploadedFile("big.jpg", b"\xff\xd8" + bytes(16 * 1024 * 1024))],
    ids=["no picture", "svg", "too big"],
)  # fmt: skip
def test_what_is_no_photo_is_refused_beside_the_field_and_nothing_is_kept(
    seller, customer, own_folder, file
):
    answer = seller.browser().post(
        f"/customers/{customer.pk}/log/", {"kind": "visit", "summary": "写了很多", "photo": file}
    )
    assert answer.status_code == 422
    assert "照片" in answer.text and "写了很多" in answer.text
    assert not Activity.objects.exists() and not list(own_folder.rglob("*.jpg"))


def test_nobody_logs_on_a_customer_they_cannot_see(seller, other_seller, customer):
    assert other_seller.browser().get(f"/customers/{customer.pk}/log/").status_code == 404
    answer = other_seller.browser().post(
        f"/customers/{customer.pk}/log/", {"kind": "call", "summary": "x"}
    )
    assert answer.status_code == 404
    assert not Activity.objects.exists()


def test_a_colleague_may_log_and_the_owner_sees_it(service, seller, customer):
    service.browser().post(
        f"/customers/{customer.pk}/log/", {"kind": "call", "summary": "来电问发货"}
    )
    assert "来电问发货" in seller.browser().get("/activities/").text
    assert Customer.objects.get(pk=customer.pk).last_contacted_at is not None


def test_the_form_comes_as_a_part_for_the_page_and_whole_without_scripts(seller, customer):
    address = f"/customers/{customer.pk}/log/?kind=visit"
    assert "<html" in seller.browser().get(address).text
    part = seller.browser().get(address, headers={"HX-Request": "true"}).text
    assert "<html" not in part and 'value="visit" checked' in part


def test_a_date_that_is_none_is_told_and_the_words_stay(seller, customer):
    answer = seller.browser().post(
        f"/customers/{customer.pk}/log/", {"summary": "很长的话", "next_date": "昨天吧"}
    )
    assert answer.status_code == 422
    assert "很长的话" in answer.text
    assert Activity.objects.count() == 0


def test_we_began_it_unless_one_says_that_the_customer_came_to_us(seller, customer):
    address = f"/customers/{customer.pk}/log/"
    told = {"kind": "call", "summary": "报了新价"}
    assert seller.browser().post(address, told).status_code == 303
    assert seller.browser().post(address, told | {"direction": "inbound"}).status_code == 303
    assert [*Activity.objects.order_by("pk").values_list("direction", flat=True)] == [
        "outbound", "inbound",
    ]  # fmt: skip
    page = seller.browser().get(f"/customers/{customer.pk}/").text
    assert "接到客户的电话" in page and "打了电话" in page
    listed = seller.browser().get("/api/activities?direction=inbound&fields=direction").json()
    assert [row["direction"] for row in listed["data"]] == ["inbound"]


def test_a_direction_that_is_none_is_told_and_nothing_is_kept(seller, customer):
    answer = seller.browser().post(
        f"/customers/{customer.pk}/log/", {"summary": "很长的话", "direction": "sideways"}
    )
    assert answer.status_code == 422 and "很长的话" in answer.text
    assert not Activity.objects.exists()
