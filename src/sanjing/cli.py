"""The `sanjing` command. Each subcommand is one file in `sanjing.commands`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sanjing import __version__
from sanjing.commands.terminal import Stop, complain
from sanjing.config.env import SettingRefused

COMMANDS = {
    "serve": "serve",
    "import": "import_file",
    "doctor": "doctor",
    "verify": "verify",
    "reindex": "reindex",
    "score": "score",
    "migrate": "migrate",
    "backup": "backup",
    "restore": "restore",
    "create-admin-link": "create_admin_link",
    "manage": "manage",
}


def build_parser() -> argparse.ArgumentParser:
    """Every command module gives `HELP`, `arguments(parser)` and `run(options) -> exit code`."""
    parser = argparse.ArgumentParser(
        prog="sanjing", description="Sanjing 三境: run a company by its customers."
    )
    parser.add_argument("--version", action="version", version=f"sanjing {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module_name in COMMANDS.items():
        module = import_module(f"sanjing.commands.{module_name}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 is well, 1 a problem said in a sentence, 2 wrong usage or settings."""
    options = build_parser().parse_args(argv)
    try:
        return options.run(options)
    except SettingRefused as refusal:
        complain(str(refusal))
        return 2
    except Stop as stop:
        complain(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


if __name__ == "__main__":
    sys.exit(main())
