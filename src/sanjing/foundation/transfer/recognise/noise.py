"""Columns that only a machine needs: row numbers, GUIDs, change stamps, pictures."""

from .normalise import parse_header
from .scoring import Column
from .targets import Target
from .vocabulary import noise_words


def is_technical(column: Column, targets: list[Target]) -> bool:
    """True for noise, unless a target carries the very same word."""
    word = parse_header(column.header).squashed
    profile = column.profile
    if word and any(word in _words(target) for target in targets):
        return False
    if word in noise_words() or profile.share("uuid") >= 0.9 or profile.share("blob") >= 0.9:
        return True
    counted = profile.serial and (not column.named or word == "no")
    return counted or (not column.named and not profile.count)


def _words(target: Target) -> set[str]:
    return {parse_header(text).squashed for text in (target.label, target.name, *target.aliases)}
