"""Pages for when something goes wrong, without a database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from sanjing.web import errors


def asked(**headers):
    return RequestFactory().get("/customers/17/", headers=headers)


ANSWERS = {
    400: lambda request: errors.handler400(request, ValueError()),
    403: lambda request: errors.handler403(request, PermissionDenied()),
    404: lambda request: errors.handler404(request, LookupError()),
    500: errors.handler500,
}


@pytest.mark.parametrize("status", ANSWERS)
def test_the_page_says_what_to_do_and_leads_home(status):
    answer = ANSWERS[status](asked())
    assert answer.status_code == status
    assert 'href="/"' in answer.content.decode()


@pytest.mark.parametrize("status", ANSWERS)
def test_htmx_gets_a_toast_and_the_page_stays(status):
    answer = ANSWERS[status](asked(**{"HX-Request": "true"}))
    assert (answer.status_code, answer["HX-Retarget"]) == (status, "#toasts")
    assert "<html" not in answer.content.decode()


def test_a_refusal_is_repeated_in_its_own_words_but_not_as_markup():
    answer = errors.handler403(asked(), PermissionDenied("您的角色不能看<利润>。"))
    assert "您的角色不能看&lt;利润&gt;。" in answer.content.decode()


def test_the_number_on_the_page_is_the_number_in_the_log(caplog):
    page = errors.handler500(asked()).content.decode()
    assert caplog.records[0].reference in page


def test_a_stale_form_is_told_to_reload():
    answer = errors.csrf_failure(asked(), "CSRF cookie not set.")
    assert answer.status_code == 403
    assert "刷新" in answer.content.decode()
