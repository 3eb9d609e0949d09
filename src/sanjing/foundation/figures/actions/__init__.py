"""Beginning anew every night."""

from sanjing.foundation.figures.actions.filling import at_night, fill
from sanjing.foundation.figures.actions.turn import renew, turn

__all__ = ["at_night", "fill", "renew", "turn"]
