"""Recompute the hash chain over all events."""

import argparse

from sanjing.commands.installation import add_data_argument, open_company
from sanjing.commands.terminal import Stop, say, words
from sanjing.config.parts import optional

HELP = "prove that no recorded event was changed or removed"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    open_company(options)
    verify = optional("sanjing.foundation.events.seal", "verify")
    if verify is None:
        raise Stop(words("This build keeps no sealed events.", "此版本没有封存的事件。"))
    verdict = verify()
    say(
        words(
            f"{verdict.events} events in {verdict.seals} seals, {verdict.unsealed} not sealed yet.",
            f"{verdict.seals} 个封印共 {verdict.events} 条事件，{verdict.unsealed} 条待封存。",
        )
    )
    for line in verdict.broken:
        say(line)
    return 1 if verdict.broken else 0
