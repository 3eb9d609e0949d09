"""Reading and writing gettext's PO files, as plain and as stable as they can be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

HEADER = (
    "Project-Id-Version: sanjing\n"
    "Language: {language}\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: {plural}\n"
)
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_Hant": "nplurals=1; plural=0;"}
_WORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$')

Key = tuple[str | None, str]


@dataclass
class Entry:
    """One message. `texts` is one string, or one for each plural form."""

    source: str
    plural: str | None = None
    context: str | None = None
    texts: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.source

    @property
    def is_complete(self) -> bool:
        return bool(self.texts) and all(self.texts) and "fuzzy" not in self.flags


def parse(text: str) -> dict[Key, Entry]:
    """The messages of a PO file, without its header."""
    found = (_entry(block) for block in re.split(r"\n\s*\n", text) if "msgid " in block)
    return {entry.key: entry for entry in found if entry.source}


def _entry(block: str) -> Entry:
    words: dict[str, str] = {}
    entry, current = Entry(""), ""
    for line in block.splitlines():
        if line.startswith("#:"):
            entry.places += line[2:].split()
        elif line.startswith("#,"):
            entry.flags += [flag.strip() for flag in line[2:].split(",")]
        elif match := _WORD.match(line):
            current = match[1]
            words[current] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            words[current] += ast.literal_eval(line)
    entry.source, entry.plural = words.get("msgid", ""), words.get("msgid_plural")
    entry.context = words.get("msgctxt")
    entry.texts = [text for word, text in words.items() if word.startswith("msgstr")]
    return entry


def render(entries: list[Entry], language: str) -> str:
    """A whole PO file. Nothing in it depends on the day, the machine or the person."""
    header = HEADER.format(language=language, plural=PLURALS[language])
    blocks = [['msgid ""', *_quoted("msgstr", header)]]
    blocks += [list(_lines(entry)) for entry in entries]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"#: {place}" for place in entry.places)
    if entry.flags:
        yield f"#, {', '.join(entry.flags)}"
    if entry.context is not None:
        yield from _quoted("msgctxt", entry.context)
    yield from _quoted("msgid", entry.source)
    if entry.plural is None:
        yield from _quoted("msgstr", entry.texts[0] if entry.texts else "")
        return
    yield from _quoted("msgid_plural", entry.plural)
    for number, text in enumerate(entry.texts):
        yield from _quoted(f"msgstr[{number}]", text)


def _quoted(word: str, text: str) -> Iterator[str]:
    """One line, or one for each line of the text."""
    parts = text.splitlines(keepends=True)
    if len(parts) < 2:
        yield f"{word} {_quote(text)}"
        return
    yield f'{word} ""'
    yield from map(_quote, parts)


def _quote(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'
