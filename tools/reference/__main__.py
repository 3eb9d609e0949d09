"""Write docs/reference from the program: script/reference [--check]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


def stale_pages() -> dict[str, str]:
    """Pages that should read differently, with the text they should have."""
    from tools.reference.pages import PAGES

    made = {name: page() for name, page in PAGES.items()}
    return {name: text for name, text in made.items() if text != _written(name)}


def _written(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    options = parser.parse_args()
    django.setup()
    stale = stale_pages()
    for name, text in stale.items():
        if options.check:
            sys.stderr.write(f"docs/reference/{name} is stale; run script/reference.\n")
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(text, encoding="utf-8")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
