"""What may be done with the numbers that others are reckoned with."""

from sanjing.foundation.assumptions.actions.set_value import set_value

__all__ = ["set_value"]
