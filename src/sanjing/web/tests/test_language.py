"""The language switch of a stranger and of a signed-in person."""

import pytest
from django.test import Client

from sanjing.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_stranger_reads_the_log_in_page_in_the_language_they_choose():
    client = Client()
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert '<html lang="en"' in client.get("/login/").content.decode()


def test_the_choice_stays_with_the_person():
    user = User.objects.create_user("wang", "Qingming-4815", name="王小明", language="zh-hans")
    client = Client()
    client.force_login(user)
    client.post("/language/", {"language": "en", "next": "/"})
    user.refresh_from_db()
    assert user.language == "en"


def test_an_unknown_language_changes_nothing():
    user = User.objects.create_user("wang", "Qingming-4815", name="王小明", language="zh-hans")
    client = Client()
    client.force_login(user)
    client.post("/language/", {"language": "xx", "next": "/"})
    user.refresh_from_db()
    assert user.language == "zh-hans"


def test_nobody_is_led_to_another_site():
    answer = Client().post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
