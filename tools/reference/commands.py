"""docs/reference/commands.md"""

import argparse
from collections.abc import Iterator

from sanjing.cli import build_parser
from tools.reference.markdown import code, document, table

INTRO = """\
`sanjing COMMAND` where the package is installed, `script/sanjing COMMAND` in a clone; `script/serve`
is short for `script/sanjing serve`. A command ends with 0 when all is well, 1 for a problem it said
in a sentence, 2 for wrong usage or settings. Commands speak Chinese where the terminal does (`LANG`),
else English."""


def page() -> str:
    parser = build_parser()
    commands = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    parts = [_command(name, command) for name, command in commands.choices.items()]
    return document("Commands", INTRO, *parts)


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    what = parser.description or ""
    told = f"## sanjing {name}\n\n{what[:1].upper()}{what[1:]}."
    rows = list(_rows(parser))
    return f"{told}\n\n{table(('argument', 'meaning'), rows)}" if rows else told


def _rows(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        name = ", ".join(action.option_strings) or f"{action.metavar or action.dest}".upper()
        value = (action.metavar or action.dest).upper() if _takes_value(action) else ""
        needed = "Required. " if action.required and action.option_strings else ""
        yield code(f"{name} {value}".strip()), needed + (action.help or "")


def _takes_value(action: argparse.Action) -> bool:
    return bool(action.option_strings) and action.nargs != 0
