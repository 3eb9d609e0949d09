"""A new one-time link for the administrator, when the first one was lost."""

import argparse

from sanjing.commands.installation import add_data_argument, open_company
from sanjing.commands.terminal import Stop, say, words
from sanjing.config.parts import optional

HELP = "print a one-time link that creates the first administrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    environment = open_company(options)
    welcome_path = optional("sanjing.foundation.accounts.welcome", "welcome_path")
    path = welcome_path() if welcome_path else None
    if path is None:
        raise Stop(words("There is an administrator already.", "已有管理员。"))
    say(f"http://{environment.host}:{environment.port}{path}")
    return 0
