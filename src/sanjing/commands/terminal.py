"""What a command says, and how it ends.

Terminal texts are written as pairs: they are needed before Django and its catalogues are there.
"""

import os
import sys


class Stop(Exception):
    """End the command with one sentence for a person and an exit code for a script."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def words(english: str, chinese: str) -> str:
    """The text in the language of the terminal."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return chinese if (language or "").lower().startswith("zh") else english


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
