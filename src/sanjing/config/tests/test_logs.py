"""Log lines: facts for people and machines, nothing about the request's content."""

import json
import logging

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


def test_access_lines_are_left_to_the_server() -> None:
    assert logging_config("json", "warning")["loggers"]["django.request"]["level"] == "ERROR"
