"""What customers react to: nothing yet. Tells the timeline how their own events read."""

from sanjing.modules.customers import history  # noqa: F401
