"""Tell which character separates the cells of a text file."""

import csv
from collections import Counter
from dataclasses import dataclass

SINGLE = (",", "\t", ";", "|", "，", "；")
LONGEST = 100_000  # longer lines tell nothing and exceed what the csv module takes
MIXED = "mixed"
LINE = "line"


@dataclass(frozen=True)
class Dialect:
    """delimiter: one character, MIXED (several in one file) or LINE (one cell a line)."""

    delimiter: str
    width: int


def detect_dialect(lines: list[str]) -> Dialect:
    """Choose the delimiter under which most of the sample lines agree on a width."""
    lines = [line for line in lines if line.strip() and len(line) < LONGEST]
    if not lines:
        return Dialect(LINE, 1)
    share, width, delimiter = max(_agreement(lines, candidate) for candidate in SINGLE)
    if mixed := _mixed(lines, share) or _mixed_within(lines, width):
        return mixed
    if width >= 2 and share >= 0.4:
        return Dialect(delimiter, width)
    return _by_spaces(lines) or Dialect(LINE, 1)


def _agreement(lines: list[str], delimiter: str) -> tuple[float, int, str]:
    widths = Counter(_widths(lines, delimiter))
    useful = {width: count for width, count in widths.items() if width >= 2}
    if not useful:
        return 0.0, 1, delimiter
    width = max(useful, key=lambda value: (useful[value], value))
    near = sum(count for value, count in useful.items() if abs(value - width) <= 1)
    share = (useful[width] + 0.5 * (near - useful[width])) / widths.total()
    return share, width, delimiter


def _widths(lines: list[str], delimiter: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return [line.count(delimiter) + 1 for line in lines]


def _mixed(lines: list[str], single_share: float) -> Dialect | None:
    """Recognise lines that agree only when each may use its own delimiters."""
    if single_share > 0.97:
        return None
    reachable = [{len(row) for row in _splits(line)} for line in lines if line.count('"') % 2 == 0]
    votes = Counter(width for widths in reachable for width in widths if width >= 3)
    if not votes:
        return None
    width, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    share = count / len(lines)
    return Dialect(MIXED, width) if share >= 0.85 and share >= single_share + 0.1 else None


def _mixed_within(lines: list[str], single_width: int) -> Dialect | None:
    """Recognise a header that itself uses two delimiters, and rows that follow it."""
    widths = Counter(len(split_line(_unify(line), ",")) for line in lines)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    used = [delimiter for delimiter in SINGLE if delimiter in lines[0]] if lines else []
    agreed = len(used) >= 2 and width > single_width and count >= len(lines) * 0.97
    return Dialect(MIXED, width) if agreed and len(lines) >= 3 else None


def _splits(line: str) -> list[list[str]]:
    singles = [split_line(line, delimiter) for delimiter in SINGLE if delimiter in line]
    return [*singles, split_line(_unify(line), ",")]


def split_mixed(line: str, width: int) -> list[str]:
    """Split one line of a MIXED file: by the delimiter that gives `width`, else by all."""
    splits = _splits(line)
    return next((row for row in splits if len(row) == width), splits[-1])


def split_line(line: str, delimiter: str) -> list[str]:
    """Split one physical line, honouring double quotes."""
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _unify(line: str) -> str:
    pieces = line.split('"')
    table = str.maketrans(dict.fromkeys(SINGLE, ","))
    return '"'.join(
        piece if index % 2 else piece.translate(table) for index, piece in enumerate(pieces)
    )


def _by_spaces(lines: list[str]) -> Dialect | None:
    widths = Counter(len(line.split()) for line in lines)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    numeric = any(char.isdigit() for line in lines for char in line)
    agreed = width >= 3 and len(lines) >= 3 and count / len(lines) >= 0.95
    return Dialect(" ", width) if agreed and numeric else None
