"""The message catalogues of the interface: script/translate [--check]

The sources are Simplified Chinese. English is kept by hand in locale/en, Traditional Chinese is
made from the sources by OpenCC. `--check` writes nothing and says what is missing or stale.
"""

from __future__ import annotations

import argparse
import gettext
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tools.catalogue import PLURALS, Entry, Key, parse, render

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "sanjing"
LOCALE = PACKAGE / "locale"
LEFT_OUT = {"tests", "migrations", "locale", "static", "data"}
KEYWORDS = ("gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2",
            "npgettext:1c,2,3", "npgettext_lazy:1c,2,3", "_l", "_now")  # fmt: skip
TAIWAN_SAYS = {
    "引數": "參數",
    "程式碼": "代碼",
    "許可權": "權限",
    "型別": "類型",
    "沒有透過": "沒有通過",
    "回撥": "回呼",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")


def extract() -> list[Entry]:
    """Every text of the sources that is marked for translation, in order of the files."""
    with tempfile.TemporaryDirectory() as scratch:
        names = sorted(_copy_sources(Path(scratch)))
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--add-location=file",
                   "--no-wrap", "--output=-", *(f"--keyword={word}" for word in KEYWORDS)]  # fmt: skip
        done = subprocess.run([*command, *names], cwd=scratch, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [_tidied(entry) for entry in parse(done.stdout).values()]


def _copy_sources(target: Path) -> Iterator[str]:
    """Python files as they are, templates as the Python that xgettext can read."""
    from django.utils.translation.template import templatize

    for path in PACKAGE.rglob("*"):
        name = path.relative_to(PACKAGE)
        if path.suffix not in (".py", ".html", ".txt") or LEFT_OUT & set(name.parts[:-1]):
            continue
        source = path.read_text(encoding="utf-8")
        copy = target / (name if path.suffix == ".py" else f"{name}.py")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(source if path.suffix == ".py" else templatize(source), encoding="utf-8")
        yield str(copy.relative_to(target))


def _tidied(entry: Entry) -> Entry:
    places = dict.fromkeys(re.sub(r"\.(html|txt)\.py$", r".\1", place) for place in entry.places)
    flags = [flag for flag in entry.flags if flag.endswith("-format")]
    return replace(entry, places=list(places), flags=flags)


def english(sources: list[Entry], known: dict[Key, Entry]) -> list[Entry]:
    """The kept texts; those of new sources are empty until somebody writes them."""
    return [replace(e, texts=known[e.key].texts if e.key in known else _empty(e)) for e in sources]


def _empty(entry: Entry) -> list[str]:
    return ["", ""] if entry.plural else [""]


def traditional(sources: list[Entry]) -> list[Entry]:
    """Characters and words as they are used in Taiwan."""
    from opencc import OpenCC

    convert = OpenCC("s2twp").convert
    return [replace(entry, texts=[_in_taiwan(convert(entry.source))]) for entry in sources]


def _in_taiwan(text: str) -> str:
    """OpenCC takes some words for others: a credit code is no program code."""
    for wrong, right in TAIWAN_SAYS.items():
        text = text.replace(wrong, right)
    return text


def faults(entries: list[Entry]) -> Iterator[str]:
    """What keeps a catalogue from being whole, a sentence each."""
    for entry in entries:
        if not entry.is_complete:
            yield f"There is no English for {entry.source!r} ({', '.join(entry.places)})."
            continue
        wanted = set(PLACEHOLDER.findall(entry.source + (entry.plural or "")))
        named = {one for one in wanted if one.startswith("{") and not one.isascii()}
        for text in entry.texts:
            found = set(PLACEHOLDER.findall(text))
            # Gaps that people fill in are named in their language: as many, by other names.
            if named and len(found) == len(wanted):
                continue
            if missing := found ^ wanted:
                yield f"{text!r} and {entry.source!r} differ in {', '.join(sorted(missing))}."


def compiled(catalogue: str) -> bytes:
    """The MO file of a PO file, with msgfmt's own checks."""
    command = ["msgfmt", "--check", "--output-file=-", "-"]
    done = subprocess.run(command, input=catalogue.encode(), capture_output=True)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return done.stdout


def is_stale(language: str, entries: list[Entry]) -> bool:
    """Whether the committed files say something else; where a text is used does not matter."""
    folder = LOCALE / language / "LC_MESSAGES"
    if not (folder / "django.po").exists() or not (folder / "django.mo").exists():
        return True
    kept = parse((folder / "django.po").read_text(encoding="utf-8"))
    texts = {key: (entry.plural, entry.texts) for key, entry in kept.items()}
    if texts != {entry.key: (entry.plural, entry.texts) for entry in entries}:
        return True
    with tempfile.TemporaryFile() as fresh, (folder / "django.mo").open("rb") as old:
        fresh.write(compiled(render(entries, language)))
        fresh.seek(0)
        return gettext.GNUTranslations(fresh)._catalog != gettext.GNUTranslations(old)._catalog


def write(language: str, entries: list[Entry]) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    text = render(entries, language)
    (folder / "django.po").write_text(text, encoding="utf-8")
    (folder / "django.mo").write_bytes(compiled(text))


def catalogues() -> dict[str, list[Entry]]:
    """What every committed catalogue should hold now."""
    sources = extract()
    path = LOCALE / "en" / "LC_MESSAGES" / "django.po"
    known = parse(path.read_text(encoding="utf-8")) if path.exists() else {}
    made = {"en": english(sources, known), "zh_Hant": traditional(sources)}
    return {language: made[language] for language in PLURALS}


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/translate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, say what is missing")
    options = parser.parse_args()
    if not shutil.which("xgettext"):
        sys.stderr.write("The gettext tools are missing; on Debian run: apt install gettext\n")
        return 1
    made = catalogues()
    problems = list(faults(made["en"]))
    if options.check:
        stale = [name for name, entries in made.items() if is_stale(name, entries)]
        problems += [f"locale/{name} is stale; run script/translate." for name in stale]
    else:
        for language, entries in made.items():
            write(language, entries)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
