"""Log lines: facts for people and machines, nothing about the request's content."""

import json
import logging

import pytest

from sanjing.config.logs import JsonFormatter, TextFormatter, logging_config


def record(**extra: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"name": "sanjing.web", "levelname": "ERROR", "msg": "Answered %s", "args": (500,), **extra}
    )


def test_a_text_line_ends_with_the_facts() -> None:
    text = TextFormatter("%(levelname)s %(name)s: %(message)s").format(record(reference="1f2e"))
    assert text == "ERROR sanjing.web: Answered 500 reference=1f2e"


def test_a_json_line_is_one_object() -> None:
    line = JsonFormatter().format(record(reference="1f2e"))
    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["message"], told["reference"]) == ("error", "Answered 500", "1f2e")


def test_the_request_object_of_django_is_not_written() -> None:
    assert "request" not in json.loads(JsonFormatter().format(record(request=object())))


def test_a_traceback_stays_inside_its_json_line() -> None:
    try:
        raise ValueError("no paper")
    except ValueError as error:
        line = JsonFormatter().format(record(exc_info=(ValueError, error, error.__traceback__)))
    assert "no paper" in json.loads(line)["traceback"]
    assert "\n" not in line


def test_requests_are_told_only_to_those_who_ask() -> None:
    def level(**asked: bool) -> str:
        return logging_config("json", "warning", **asked)["loggers"]["sanjing.requests"]["level"]

    assert (level(), level(requests=True)) == ("WARNING", "INFO")
    assert logging_config("json", "warning")["loggers"]["django.request"]["level"] == "ERROR"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/track/hush-hush/", "/calendar/hush-hush.ics", "/welcome/hush-hush/"]
)
def test_a_line_keeps_the_secret_of_an_address(path, caplog, client, settings) -> None:
    settings.MIDDLEWARE = ["sanjing.config.requests.log_requests", *settings.MIDDLEWARE]
    with caplog.at_level("INFO", "sanjing.requests"):
        client.get(path, {"q": "hush-hush"})
    (line,) = [one for one in caplog.records if one.name == "sanjing.requests"]
    assert line.getMessage() == "GET " + path.replace("hush-hush", "…")
    assert line.status in (200, 302, 404)
