"""Reckon the scores of all customers now, or as of an earlier day."""

import argparse
from datetime import date

from sanjing.commands.installation import add_data_argument, open_company
from sanjing.commands.terminal import say, words

HELP = "calculate the scores of all customers"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as of an earlier day"
    )
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    open_company(options)
    from django.utils import timezone

    from sanjing.modules.scores.actions.score import ask, carry_out

    at = timezone.now()
    found = ask(at=at, as_of=options.as_of)
    carry_out(found, at=at)
    say(
        words(
            f"{found.customers} customers scored as of {found.as_of}, {found.changed} changed.",
            f"截至 {found.as_of} 为 {found.customers} 位客户评了分，{found.changed} 位有变化。",
        )
    )
    return 0
