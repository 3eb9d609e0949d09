"""Look an installation over: one line a check, and how to mend what is wrong."""

import argparse
import os
from collections.abc import Iterator
from datetime import datetime

from sanjing.commands.checkup import machine
from sanjing.commands.checkup.finding import Finding
from sanjing.commands.installation import add_data_argument, open_environment, start_django
from sanjing.commands.terminal import say
from sanjing.config.env import Environment

HELP = "say what is wrong with an installation and how to fix it"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    environment = open_environment(options)
    findings = []
    for finding in examine(environment, now=datetime.now().astimezone()):
        say(finding.line())
        findings.append(finding)
    return 0 if all(finding.ok for finding in findings) else 1


def examine(environment: Environment, *, now: datetime) -> Iterator[Finding]:
    """Every finding, from the ground up; what cannot stand on a broken floor is left out."""
    yield machine.python()
    yield machine.sqlite()
    yield machine.settings(dict(os.environ))
    yield machine.proxy(environment)
    folder = machine.data_folder(environment)
    yield folder
    if not environment.data_dir.is_dir() or not folder.ok:
        return
    yield machine.secret_key(environment)
    yield machine.disk(environment)
    yield from _examine_company(now)


def _examine_company(now: datetime) -> Iterator[Finding]:
    start_django()
    from sanjing.commands.checkup import company

    database = company.database()
    yield database
    if not database.ok:
        return
    migrations = company.migrations()
    yield migrations
    if not migrations.ok:
        return
    yield company.worker(now=now)
    yield company.tasks(now=now)
    yield company.search_index()
    yield company.files(now=now)
    yield company.event_chain()
