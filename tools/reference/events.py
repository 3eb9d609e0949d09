"""docs/reference/events.md"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from django.utils.module_loading import autodiscover_modules

import sanjing
from sanjing.foundation.entities import registry
from sanjing.foundation.events.publish import Happening
from tools.reference.markdown import code, codes, document, first_sentence, table

PACKAGE = Path(inspect.getfile(sanjing)).parent
OF_EVERY_RECORD = {
    "created": ("A record was made.", ("values",)),
    "changed": ("Fields changed; `changes` is {field: [before, after]}.", ("changes",)),
    "removed": ("It moved to the recycle bin.", ()),
    "restored": ("It came back from the recycle bin.", ()),
    "purged": ("It is gone for good, thirty days after it was removed.", ("reference",)),
    "exported": ("A list was written to a file; `where` is its condition.", ("where", "fields")),
}
INTRO = """\
Everything that happens is one row: `name`, the record (`entity`, `record_id`, `title`), the customer
whose timeline shows it (`hub_id`), who did it (`actor_id`, `actor_name`), through what (`via`: web, api,
import or system), when (`at`), and `data`. The names are a public contract: webhooks and subscribers
listen to them, and a pattern may be `customer.*`, `*.created` or `*`.

What a webhook receives is that row as JSON; see [the guide on actions](../guides/add-an-action.md)
for reacting to events inside the program."""


def page() -> str:
    return document(
        "Events", INTRO, _of_every_record(), _of_verbs(), _of_accounts(), _of_customization()
    )


def _of_every_record() -> str:
    names = codes(entity.name for entity in registry.all_entities())
    rows = [(code(f"<entity>.{past}"), *_told(*told)) for past, told in OF_EVERY_RECORD.items()]
    return "\n\n".join(
        ["## Of every record type", f"`<entity>` is one of {names}.", table(HEADER, rows)]
    )


HEADER = ("event", "meaning", "data")


def _told(meaning: str, data: tuple[str, ...]) -> tuple[str, str]:
    return meaning, codes(data)


def happenings() -> list[type[Happening]]:
    """Every event class, by name. A change through a verb also tells its `changes`."""
    autodiscover_modules("events")
    known = [c for c in Happening.__subclasses__() if c.__module__.startswith("sanjing.")]
    return sorted((c for c in known if ".tests" not in c.__module__), key=lambda c: c.name)


def _of_verbs() -> str:
    rows = [
        (
            code(c.name),
            first_sentence(_own_doc(c)) or _spelt_out(c.name),
            codes(f.name for f in fields(c)),
        )
        for c in happenings()
    ]
    told = "An event that a verb leaves in the place of `changed` tells its `changes` too."
    return f"## Of verbs\n\n{told}\n\n{table(HEADER, rows)}"


def _own_doc(happening: type[Happening]) -> str:
    """The docstring, unless it is the signature that dataclass writes for lack of one."""
    doc = happening.__doc__ or ""
    return "" if doc.startswith(f"{happening.__name__}(") else doc


def _spelt_out(name: str) -> str:
    """For an event whose name says it all."""
    return f"{name.replace('.', ' ').replace('_', ' ').capitalize()}."


def _of_accounts() -> str:
    found = announced(PACKAGE / "foundation" / "accounts")
    rows = [(code(f"account.{name}"), meaning, codes(data)) for name, meaning, data in found]
    return f"## Of accounts\n\n{table(HEADER, rows)}"


def _of_customization() -> str:
    found = announced(PACKAGE / "foundation" / "customization")
    rows = [(code(f"<entity>.{name}"), meaning, codes(data)) for name, meaning, data in found]
    return f"## Of custom fields\n\n{table(HEADER, rows)}"


def announced(folder: Path) -> list[tuple[str, str, list[str]]]:
    """(name, first sentence of the function that announces it, keys of its data), by name."""
    found = {}
    for path in folder.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                meaning = first_sentence(ast.get_docstring(function))
                for name, data in _calls(function):
                    found[name] = (meaning or _spelt_out(name), data)
    return [(name, *found[name]) for name in sorted(found)]


def _calls(function: ast.FunctionDef) -> Iterator[tuple[str, list[str]]]:
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "announce":
            name = next(a.value for a in call.args if isinstance(a, ast.Constant))
            data = next((a for a in call.args if isinstance(a, ast.Dict)), None)
            keys = [key.value for key in data.keys if isinstance(key, ast.Constant)] if data else []
            yield str(name), [str(key) for key in keys]
