"""A page says hundreds of texts, most of them the ones that the last page said: each is looked up once."""

from __future__ import annotations

from typing import Any

from django.utils.translation import trans_real

MOST = 20_000
"""Far more than the interface has: what a program translates by mistake must not fill the memory."""


class Remembering(trans_real.DjangoTranslation):
    """Django's catalogue of one language asks several dictionaries in turn, and of the source
    language every time in vain.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        told = self._told.get(message)
        if told is None:
            if len(self._told) >= MOST:
                self._told.clear()
            told = self._told[message] = super().gettext(message)
        return told


def remember() -> None:
    """Let Django make catalogues that remember; those it has made are made anew."""
    trans_real.DjangoTranslation = Remembering  # type: ignore[misc]
    trans_real._translations.clear()
    trans_real._default = None
