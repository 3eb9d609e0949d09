"""Orders from flat rows, one row a line or one row an order."""

from __future__ import annotations

from functools import partial

from sanjing.modules.products.actions.place_lines import place_many as place_any

place_many = partial(place_any, into="order")
"""What `place_lines.place_many` says, with the amount of an order itself under order_amount."""
