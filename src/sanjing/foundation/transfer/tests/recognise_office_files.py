"""Invented office files as people keep them, with the mapping a person would make.

data/office_files.txt holds them one after another: a line "# title | entity | encoding", a line
"= truth" with one word per column (target, target:part, - for none, a|b where either is right),
then the file itself with tabs between cells.
"""

from dataclasses import dataclass
from pathlib import Path

from sanjing.foundation.transfer.recognise import Match

SOURCE = Path(__file__).parent / "data" / "office_files.txt"


@dataclass(frozen=True)
class OfficeFile:
    title: str
    entity: str
    encoding: str
    truth: tuple[str, ...]
    text: str

    def write_to(self, folder: Path) -> Path:
        path = folder / "office.csv"
        path.write_bytes(self.text.encode(self.encoding))
        return path


def office_files() -> list[OfficeFile]:
    blocks = SOURCE.read_text("utf-8").split("\n# ")
    return [_office_file(block) for block in blocks if block.strip()]


def _office_file(block: str) -> OfficeFile:
    heading, truth, text = block.removeprefix("# ").strip("\n").split("\n", 2)
    title, entity, encoding = (part.strip() for part in heading.split("|"))
    return OfficeFile(title, entity, encoding, tuple(truth.removeprefix("= ").split()), text)


def wrong_columns(matches: list[Match], truth: tuple[str, ...]) -> list[str]:
    """The columns whose match is not among the right answers, as sentences."""
    return [
        f"{match.column}: wanted {wanted}, got {_answer(match)}"
        for match, wanted in zip(matches, truth, strict=True)
        if not any(_agrees(match, answer) for answer in wanted.split("|"))
    ]


def _answer(match: Match) -> str:
    if match.target is None:
        return "-"
    return f"{match.target.name}:{match.part}" if match.part else match.target.name


def _agrees(match: Match, answer: str) -> bool:
    given = _answer(match)
    return given == answer or (":" not in answer and given.split(":")[0] == answer)
