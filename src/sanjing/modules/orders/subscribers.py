"""What orders react to: nothing yet. Tells the timeline how their own events read."""

from sanjing.modules.orders import history  # noqa: F401
