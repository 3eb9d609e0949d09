"""What deals react to, and how their own events read."""

from __future__ import annotations

from sanjing.modules.deals import history  # noqa: F401
