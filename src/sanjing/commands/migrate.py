"""Bring the database up to date without starting anything."""

import argparse
from datetime import datetime

from sanjing.commands.installation import add_data_argument, open_environment, start_django
from sanjing.commands.serving.lock import lock_folder
from sanjing.commands.terminal import say, words

HELP = "bring the database up to date (serve does so by itself)"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    environment = open_environment(options)
    with lock_folder(environment.data_dir, "migrate"):
        start_django()
        from sanjing.commands.serving.prepare import prepare_database

        count = prepare_database(environment.data_dir / "backups", at=datetime.now().astimezone())
    say(words(f"{count} migrations applied.", f"已执行 {count} 个迁移。"))
    return 0
