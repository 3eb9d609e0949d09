"""The installation a command works on: the data folder, the settings, Django."""

import argparse
import os

from sanjing.commands.terminal import Stop, words
from sanjing.config.env import PREFIX, Environment


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", metavar="DIR", help="data folder (default: SANJING_DATA_DIR or ./data)"
    )


def choose(**options: object) -> None:
    """Let command line options win over the variables, for this process and its children."""
    for name, value in options.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)


def open_environment(options: argparse.Namespace) -> Environment:
    """Apply `--data` and read the settings. Raises `SettingRefused`."""
    choose(data_dir=options.data)
    return Environment.read(os.environ)


def open_installation(options: argparse.Namespace) -> Environment:
    """Read the settings and start Django. Late, so that usage errors answer at once."""
    environment = open_environment(options)
    start_django()
    return environment


def open_company(options: argparse.Namespace) -> Environment:
    """The same for a command that reads or writes records. Raises `Stop` where it has no
    database or this version no tables yet."""
    environment = open_installation(options)
    from sanjing.commands.database import reach_database
    from sanjing.config.health import pending_migrations

    reach_database()
    if pending_migrations():
        raise Stop(
            words(
                f"{environment.data_dir} is not set up for this version; start once, or run: sanjing migrate",
                f"{environment.data_dir} 还没有为此版本准备好，请启动一次，或运行 sanjing migrate",
            )
        )
    return environment


def start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjing.config.settings")
    django.setup()
