"""What may be done with the rules of the company."""

from sanjing.foundation.rulebook.actions.assign import assign

__all__ = ["assign"]
