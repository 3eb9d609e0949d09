"""Django's own commands, for developers."""

import argparse

from sanjing.commands.installation import add_data_argument, open_installation

HELP = "run a Django command, such as: sanjing manage shell"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> int:
    open_installation(options)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sanjing manage", *options.arguments])
    return 0
