"""Decide which column of a table means which field, by its header and its content."""

from .entity import recognise_entity
from .matching import recognise
from .targets import Match, Target

__all__ = ["Match", "Target", "recognise", "recognise_entity"]
