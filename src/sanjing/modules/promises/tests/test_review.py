"""Managers look again and again at key accounts: verb "review" and its queue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records
from sanjing.modules.promises import reviewing
from sanjing.modules.promises.models import CustomerReview, ReviewRhythm

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def names(person, at=NOW) -> list[str]:
    return [row.customer.name for row in reviewing.due_reviews(person.actor, at)]


def test_a_key_account_never_looked_at_is_due_with_what_is_owed(mill, promise, manager) -> None:
    promise(due=-3, made=-5)
    (row,) = reviewing.due_reviews(manager.actor, NOW)
    assert (row.customer, row.reviewed_at, row.owed, row.overdue) == (mill, None, 1, 0)
    page = manager.browser().get("/reviews/").text
    assert "江城面粉厂" in page and "从没检查过" in page


def test_looked_at_it_is_due_again_after_its_rhythm(mill, manager) -> None:
    manager.browser().post(f"/customers/{mill.pk}/review/", {"note": "报价拖了一周，已交代"})
    review = CustomerReview.objects.get()
    assert (review.by, review.note) == (manager.user, "报价拖了一周，已交代")
    assert names(manager) == [] and names(manager, NOW + timedelta(31)) == ["江城面粉厂"]
    page = manager.browser().get(f"/customers/{mill.pk}/").text
    assert "检查了沟通情况" in page and "报价拖了一周" in page


def test_other_grades_wait_for_a_rhythm_of_their_own(mill, manager, seller, admin) -> None:
    records.change(mill, {"grade": "b"}, by=seller.actor, at=NOW)
    assert names(manager) == []
    admin.browser().post("/settings/reviews/", {"a": "", "b": "60", "c": ""})
    assert reviewing.rhythm() == {"b": 60}
    assert names(manager) == ["江城面粉厂"]


def test_reviews_can_be_switched_off(mill, manager, admin) -> None:
    assert names(manager) == ["江城面粉厂"]
    admin.browser().post("/settings/reviews/", {"a": "", "b": "", "c": ""})
    assert reviewing.rhythm() == {} and names(manager) == []
    page = admin.browser().get("/settings/reviews/")
    assert [field.value() for field in page.context["form"]] == [None] * 3
    assert "检查" in manager.browser().get("/reviews/").text


def test_sellers_do_not_review_themselves(mill, seller) -> None:
    assert seller.browser().get(f"/customers/{mill.pk}/review/").status_code == 403
    assert seller.browser().get("/reviews/").status_code == 403
    assert not CustomerReview.objects.exists()


def test_the_rhythm_is_the_administrators(boss, admin) -> None:
    assert boss.browser().post("/settings/reviews/", {"a": "7"}).status_code == 403
    assert admin.browser().post("/settings/reviews/", {"a": "0"}).status_code == 422
    assert not ReviewRhythm.objects.exists()
