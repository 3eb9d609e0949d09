"""The first-start link: only who reads the terminal can claim the installation, once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.foundation.accounts.models import User, WelcomeLink
from sanjing.foundation.accounts.welcome import welcome_path

pytestmark = pytest.mark.django_db
FORM = {
    "name": "王芳",
    "username": "wangfang",
    "password": "Bailu-dew-0908",
    "again": "Bailu-dew-0908",
}


def test_the_link_creates_the_administrator_and_signs_in(client):
    path = welcome_path()
    assert client.get(path).status_code == 200
    assert client.post(path, FORM)["Location"] == "/"
    user = User.objects.get()
    assert (user.name, user.must_change_password) == ("王芳", False)
    assert client.get("/settings/users/").status_code == 200


def test_the_link_works_once(client):
    path = welcome_path()
    client.post(path, FORM)
    stranger = Client()
    answer = stranger.get(path)
    assert answer.status_code == 404 and "用过了" in answer.content.decode()
    assert stranger.post(path, FORM | {"username": "mallory"}).status_code == 404
    assert User.objects.count() == 1
    assert welcome_path() is None


def test_a_wrong_a_replaced_and_an_old_link_open_nothing(client):
    first, second = welcome_path(), welcome_path()
    assert client.get("/welcome/guess/").status_code == 404
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    WelcomeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(second).status_code == 404
    assert client.post(second, FORM).status_code == 404
    assert not User.objects.exists()


def test_the_link_is_stored_as_a_digest_only():
    token = welcome_path().strip("/").rpartition("/")[2]
    assert len(token) > 40
    assert token not in str(WelcomeLink.objects.values_list().get())


def test_a_weak_password_leaves_the_link_usable(client):
    path = welcome_path()
    answer = client.post(path, FORM | {"password": "12345678", "again": "12345678"})
    assert answer.status_code == 422
    assert not User.objects.exists()
    assert client.post(path, FORM).status_code == 302


def test_two_different_passwords_are_noticed(client):
    answer = client.post(welcome_path(), FORM | {"again": "Bailu-dew-0909"})
    assert "两次输入的密码不一样" in answer.content.decode()
    assert not User.objects.exists()


def test_an_installation_whose_only_administrator_left_can_be_claimed_again(administrator):
    User.objects.update(is_active=False)
    assert welcome_path() is not None
