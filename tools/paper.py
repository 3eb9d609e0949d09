"""A quote of the demo company as a picture, drawn beside its server; see tools.pictures."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation

from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import actor_for
from sanjing.foundation.documents.pdf import render_png
from sanjing.modules.quotes.models import Quote
from sanjing.modules.quotes.papers import FOLDER, LANGUAGES, quote_data


def draw(language: str, path: str) -> str:
    """Draw the quote that went to a customer with the most on it."""
    sent = Quote.objects.filter(state=Quote.State.SENT).order_by("-amount", "pk")
    boss = actor_for(User.objects.get(username="boss"))
    with translation.override(LANGUAGES[language]):
        data = quote_data(sent[0], boss, language)
        Path(path).write_bytes(render_png(FOLDER / "quote.typ", data, ppi=96))
    return path
