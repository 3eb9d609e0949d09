"""Bring a file in, as the page does."""

import argparse
import sys
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path

from sanjing.commands.installation import add_data_argument, open_environment, start_django
from sanjing.commands.serving.lock import AlreadyRunning, lock_folder
from sanjing.commands.terminal import Stop, words

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
    environment = open_environment(options)
    start_django()
    prepare(environment.data_dir)
    from sanjing.foundation.transfer.commands import import_file

    return import_file(
        options.file,
        into=options.into,
        match=options.match,
        dry_run=options.dry_run,
        as_json=options.json,
        language=words("en", "zh-hans"),
    )


def prepare(data_dir: Path) -> None:
    """Bring the database up to date, unless a server runs on it: then it is. Stdout is for results."""
    try:
        lock = lock_folder(data_dir, "import")
    except AlreadyRunning:
        return
    from sanjing.commands.serving.prepare import prepare_database

    with lock, redirect_stdout(sys.stderr):
        prepare_database(data_dir / "backups", at=datetime.now().astimezone())
