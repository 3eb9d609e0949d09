"""Put a backup back. What was there before is kept beside it."""

import argparse
import tempfile
from datetime import datetime
from pathlib import Path

from sanjing.commands.backups import postgresql, sqlite
from sanjing.commands.backups.archive import Manifest, put_files_back, unpack_archive
from sanjing.commands.installation import add_data_argument, open_environment, start_django
from sanjing.commands.serving.lock import lock_folder
from sanjing.commands.terminal import Stop, say, words

HELP = "put a backup back; what was there before is kept"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise Stop(words(f"There is no file {options.file}.", f"没有文件 {options.file}。"), code=2)
    environment = open_environment(options)
    with lock_folder(environment.data_dir, "restore"):
        start_django()
        kept = restore(options.file, data_dir=environment.data_dir, at=datetime.now().astimezone())
    say(words(f"Restored {options.file}.", f"已恢复 {options.file}。"))
    if kept.exists():
        say(words(f"The earlier database is kept as {kept}.", f"恢复前的数据库保存在 {kept}。"))
    return 0


def restore(source: Path, *, data_dir: Path, at: datetime) -> Path:
    """Restore database, files and key; returns where the former database is kept."""
    kept = data_dir / "backups" / f"replaced-{at:%Y%m%d-%H%M%S}.sqlite3"
    with tempfile.TemporaryDirectory(dir=data_dir) as scratch:
        unpacked = Path(scratch)
        manifest = unpack_archive(source, unpacked)
        _replace(unpacked / manifest.database, manifest, kept)
        put_files_back(unpacked, data_dir)
    return kept


def _replace(database: Path, manifest: Manifest, kept: Path) -> None:
    from django.db import connection

    if manifest.vendor != connection.vendor:
        raise Stop(
            words(
                f"The backup is of {manifest.vendor}, this installation uses {connection.vendor}.",
                f"备份来自 {manifest.vendor}，而此处使用 {connection.vendor}。",
            )
        )
    connection.close()
    if connection.vendor == "sqlite":
        sqlite.require_sound(database)
        sqlite.replace_database(Path(connection.settings_dict["NAME"]), database, kept)
    else:
        postgresql.load(connection.settings_dict, database)
