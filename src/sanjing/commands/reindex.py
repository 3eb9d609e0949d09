"""Rebuild the search index from the records."""

import argparse

from sanjing.commands.installation import add_data_argument, open_company
from sanjing.commands.terminal import say, words

HELP = "rebuild the search index"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    open_company(options)
    from sanjing.commands.serving.prepare import rebuild_index

    count = rebuild_index()
    say(words(f"{count} records indexed.", f"已为 {count} 条记录建立索引。"))
    return 0
