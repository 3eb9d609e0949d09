"""The installation a command works on: the data folder, the settings, Django."""

import argparse
import os

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


def start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjing.config.settings")
    django.setup()
