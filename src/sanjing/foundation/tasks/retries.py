"""How often a task is tried. Tasks run at least once, so they must bear being repeated."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

DEFAULT_ATTEMPTS = 3
F = TypeVar("F", bound=Callable[..., Any])


def attempts(count: int) -> Callable[[F], F]:
    """Say how often a failing task is tried; put it under `@task()`. 1 means never again."""

    def mark(function: F) -> F:
        function.attempts = count
        return function

    return mark


def allowed_attempts(function: Callable[..., Any]) -> int:
    return getattr(function, "attempts", DEFAULT_ATTEMPTS)


def pause_after(failed_attempts: int) -> timedelta:
    """20 seconds, 80, 320 …"""
    return timedelta(seconds=5 * 4**failed_attempts)
