"""How the events of quotes and contracts read; they react to none."""

from sanjing.modules.quotes import history  # noqa: F401
