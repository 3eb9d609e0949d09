"""A rule that nobody could read or check fails at start, with a hint."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.checks import Error, register

from sanjing.foundation.entities import registry
from sanjing.foundation.rulebook.declaring import Bylaw, all_bylaws


@register("rulebook")
def check_bylaws(app_configs, **_kwargs) -> list[Error]:
    return [error for bylaw in all_bylaws() for error in check_bylaw(bylaw)]


def check_bylaw(bylaw: Bylaw) -> Iterator[Error]:
    if not str(bylaw.how):
        yield _problem(bylaw, "E001", "does not say how it is checked", "Fill `how`.")
    if bylaw.rows is None and registry.find(bylaw.key) is None:
        yield _problem(bylaw, "E002", "is no record type", "Name one, or give `rows`.")
    if bylaw.rows is not None and not (bylaw.label and bylaw.url):
        yield _problem(bylaw, "E003", "does not say where it stands", "Give `label` and `url`.")


def _problem(bylaw: Bylaw, code: str, what: str, hint: str) -> Error:
    return Error(f"Bylaw '{bylaw.key}' {what}.", hint=hint, id=f"rulebook.{code}")
