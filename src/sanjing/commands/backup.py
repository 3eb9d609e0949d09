"""Copy the whole company to one file while people work."""

import argparse
import tempfile
from datetime import datetime
from pathlib import Path

from sanjing.commands.backups import postgresql, sqlite
from sanjing.commands.backups.archive import write_archive
from sanjing.commands.installation import add_data_argument, open_installation
from sanjing.commands.terminal import say, words

HELP = "copy database, files and key to one file, while people work"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, help="default: backups/sanjing-<time>.zip in the data folder"
    )
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    environment = open_installation(options)
    at = datetime.now().astimezone()
    target = options.file or environment.data_dir / "backups" / f"sanjing-{at:%Y%m%d-%H%M%S}.zip"
    back_up(target.resolve(), data_dir=environment.data_dir, at=at)
    say(words(f"Backed up to {target}.", f"已备份到 {target}。"))
    return 0


def back_up(target: Path, *, data_dir: Path, at: datetime) -> None:
    """Write one backup file; refuses with `Stop` rather than write a part."""
    from django.db import connection

    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        if connection.vendor == "sqlite":
            database = Path(scratch) / "sanjing.sqlite3"
            sqlite.copy_database(Path(connection.settings_dict["NAME"]), database)
        else:
            database = Path(scratch) / "sanjing.dump"
            postgresql.dump(connection.settings_dict, database)
        write_archive(target, data_dir=data_dir, database=database, vendor=connection.vendor, at=at)
