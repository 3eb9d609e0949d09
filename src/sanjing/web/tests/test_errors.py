"""Pages for when something goes wrong, without a database."""

from sqlite3 import Error, connect

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import RequestFactory

from sanjing.foundation.outage import is_outage
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


def test_a_database_that_is_away_is_said_and_not_called_a_fault():
    try:
        raise OperationalError("the connection is lost")
    except OperationalError:
        answer = errors.handler500(asked())
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "数据库暂时连不上" in answer.content.decode()


def test_a_wrong_statement_stays_a_fault_of_ours():
    try:
        with connect(":memory:") as database:
            database.execute("SELECT nothing FROM nowhere")
    except Error as cause:
        error = OperationalError(str(cause))
        error.__cause__ = cause
    assert not is_outage(error)


def test_a_stale_form_is_told_to_reload():
    answer = errors.csrf_failure(asked(), "CSRF cookie not set.")
    assert answer.status_code == 403
    assert "刷新" in answer.content.decode()


@pytest.mark.django_db
def test_the_address_of_a_button_says_so_when_it_is_opened(boss):
    answer = boss.browser().get("/imports/1/undo/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "按钮" in answer.content.decode() and 'href="/"' in answer.content.decode()
