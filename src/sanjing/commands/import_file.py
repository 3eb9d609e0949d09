"""Bring a file in, as the page does."""

import argparse
from pathlib import Path

from sanjing.commands.installation import add_data_argument, open_installation
from sanjing.commands.terminal import Stop, words
from sanjing.config.parts import optional

HELP = "bring in a CSV, Excel or vCard file"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--into", required=True, metavar="ENTITY", help="such as customers")
    parser.add_argument(
        "--match", metavar="FIELD", help="change the record that has the same value here"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    parser.add_argument("--json", action="store_true", help="print counts and mapping as JSON")
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise Stop(words(f"There is no file {options.file}.", f"没有文件 {options.file}。"), code=2)
    open_installation(options)
    import_file = optional("sanjing.foundation.transfer.commands", "import_file")
    if import_file is None:
        raise Stop(words("This build cannot import files.", "此版本不能导入文件。"))
    return import_file(
        options.file,
        into=options.into,
        match=options.match,
        dry_run=options.dry_run,
        as_json=options.json,
    )
