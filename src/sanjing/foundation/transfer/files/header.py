"""Find the row or the two rows that name the columns, below titles and instructions.

A row is judged by how many of its cells are known header words, how far they differ in shape
from the values below them, and how much of the width it fills.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from ..recognise.shapes import TYPED, shapes
from ..recognise.vocabulary import is_known
from .columns import name_columns, trimmed_width
from .errors import BadCell, UnreadableFile
from .limits import HEADER_DEPTH
from .table import Cell, Row

GUIDE = re.compile(
    r"必填|选填|請填|请填|填写|格式[：:为]|例如|示例|如[：:]|下拉|不能为空|最多\d+|required|optional|e\.g\.",
    re.I,
)
LABELLED = re.compile(r"[^:：]{1,12}[：:].*")
LONGEST = 60


@dataclass(frozen=True)
class Layout:
    """Where the table is in its file.

    header_row: 0-based index in the file of the naming row. first_row: number of the first row
    that can be data. repeats: header rows as they would be repeated further down.
    """

    columns: list[str]
    header_row: int | None
    first_row: int
    repeats: tuple[tuple[str, ...], ...] = field(default=())


def find_layout(head: list[Row]) -> Layout:
    """Lay out a table from its first rows. Raises UnreadableFile when there are none."""
    rows = [(number, cells) for number, cells in head if any(cell is not None for cell in cells)]
    if not rows:
        raise UnreadableFile("empty")
    width = trimmed_width(rows)
    best = _best_row(rows, width)
    if best is None:
        body = _without_titles(rows)
        return Layout(name_columns([], body, width), None, body[0][0])
    upper, lower = _pair(rows, best, width)
    number, names = rows[lower]
    names = _padded(names, width)
    groups = _padded(rows[upper][1], width) if upper != lower else None
    labels = _joined(groups, names) if groups else [_label(cell) for cell in names]
    repeats = tuple(_signature(cells) for _, cells in rows[upper : lower + 1])
    return Layout(name_columns(labels, rows[lower + 1 :], width), number - 1, number + 1, repeats)


def _signature(cells: list[Cell]) -> tuple[str, ...]:
    return tuple(_label(cell) for cell in cells)


def _label(cell: Cell) -> str:
    return "" if cell is None or isinstance(cell, BadCell) else str(cell).strip()


def _padded(cells: list[Cell], width: int) -> list[Cell]:
    return [*cells, *[None] * (width - len(cells))]


def is_title(cells: list[Cell]) -> bool:
    """One text across the row, or labelled remarks such as 填表人：张三."""
    texts = [_label(cell) for cell in cells if cell is not None]
    if len(set(texts)) <= 1:
        return True
    labelled = sum(bool(LABELLED.fullmatch(text)) for text in texts)
    return len(texts) <= 4 and labelled >= len(texts) - 1 > 0 and len(cells) > len(texts)


def is_guide(cells: list[Cell]) -> bool:
    """A row that explains how to fill the columns in."""
    texts = [_label(cell) for cell in cells if cell is not None]
    guiding = sum(len(text) <= 100 and bool(GUIDE.search(text)) for text in texts)
    return bool(texts) and guiding >= max(1, len(texts) * 0.4)


def _without_titles(rows: list[Row]) -> list[Row]:
    widest = max(_filled(cells) for _, cells in rows)
    start = next(i for i, (_, cells) in enumerate(rows) if widest == 1 or _filled(cells) > 1)
    return rows[start:]


def _filled(cells: list[Cell]) -> int:
    return sum(cell is not None for cell in cells)


def _best_row(rows: list[Row], width: int) -> int | None:
    typical = sorted(_filled(cells) for _, cells in rows)[len(rows) // 2]
    scored = []
    for index, (_, cells) in enumerate(rows[:HEADER_DEPTH]):
        value = _headerness(cells, rows[index + 1 : index + 40], width, typical)
        full_above = sum(_reads_as_row(above, cells) for _, above in rows[:index])
        scored.append((value - 0.02 * index - 0.6 * min(3, full_above), -index))
    value, index = max(scored)
    return -index if value >= 0.9 else None


def _reads_as_row(above: list[Cell], cells: list[Cell]) -> bool:
    """True when a row as full as the header stands above it, so that it cannot be a title."""
    return _filled(above) >= _filled(cells) and not is_title(above) and not is_guide(above)


def _headerness(cells: list[Cell], below: list[Row], width: int, typical: int) -> float:
    """At least 0.9 for a row that names columns."""
    labels = [_label(cell) for cell in cells if cell is not None]
    if width > 1 and (len(labels) < 2 or is_title(cells)):
        return 0.0
    if not labels or len(set(labels)) < len(labels) * 0.4:
        return 0.0
    wordy = sum(_could_name(cell) for cell in cells if cell is not None) / len(labels)
    if wordy < 0.7:
        return 0.0
    known = sum(is_known(label) for label in labels) / len(labels)
    contrast, alike = _contrast(cells, below)
    fill = min(1.0, len(labels) / max(1, typical))
    guided = 0.6 if is_guide(cells) and known < 0.5 else 0.0
    plain = 0.35 if not below or (known == 0 and alike == 0) else 0.0
    return 1.6 * known + contrast - 1.5 * alike + 0.6 * fill - guided + plain * (width > 1)


def _could_name(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return isinstance(cell, int) and 1900 < cell < 2100
    found = shapes(cell)
    typed = found & set(TYPED) or found & {"company", "address"}
    return len(cell) <= LONGEST and (not typed or is_known(cell))


def _contrast(cells: list[Cell], below: list[Row]) -> tuple[float, float]:
    """Shares of columns whose values below differ from the header in shape, and are like it."""
    differ = alike = judged = 0
    for index, cell in enumerate(cells):
        values = [row[index] for _, row in below if index < len(row) and row[index] is not None]
        if cell is None or not values:
            continue
        judged += 1
        shape, share = _usual_shape(values)
        own = shapes(cell)
        if shape and share >= 0.6:
            differ += shape not in own
            alike += shape in own and not is_known(_label(cell))
        elif cell in values and not is_known(_label(cell)):
            alike += 1
    return (differ / judged, alike / judged) if judged else (0.0, 0.0)


def _usual_shape(values: list[Cell]) -> tuple[str, float]:
    tally = Counter(shape for value in values for shape in shapes(value))
    named = [(count, shape) for shape, count in tally.items() if shape in _TELLING]
    count, shape = max(named, default=(0, ""))
    return shape, count / len(values)


_TELLING = frozenset({*TYPED, "company", "person", "address", "region", "flag"})


def _pair(rows: list[Row], best: int, width: int) -> tuple[int, int]:
    """Indexes of the group row and the naming row; twice the same for a single header."""
    if best > 0 and _adjacent(rows, best - 1) and _is_pair(rows[best - 1][1], rows[best][1], width):
        return best - 1, best
    if (
        best + 1 < len(rows)
        and _adjacent(rows, best)
        and _is_pair(rows[best][1], rows[best + 1][1], width)
    ):
        return best, best + 1
    return best, best


def _adjacent(rows: list[Row], index: int) -> bool:
    return rows[index + 1][0] - rows[index][0] == 1


def _is_pair(upper: list[Cell], lower: list[Cell], width: int) -> bool:
    """True when `upper` groups the names of `lower` and both are names."""
    upper, lower = _padded(upper, width), _padded(lower, width)
    below = [cell for cell in lower if cell is not None]
    named = [cell for cell in (*upper, *below) if cell is not None]
    if is_title(upper) or len(below) < 2 or not all(map(_could_name, named)):
        return False
    known = sum(is_known(_label(cell)) for cell in below) / len(below)
    grouped = sum(
        lower[i] is not None
        and lower[i] != upper[i]
        and (upper[i] is None or upper[i] == upper[i - 1])
        for i in range(1, width)
    )
    bare = sum(upper[i] is None and lower[i] is None for i in range(width))
    clashes = sum(_clash(upper, lower, i) for i in range(width))
    return grouped >= 1 and known >= 0.5 and clashes == 0 and bare <= width // 3


def _clash(upper: list[Cell], lower: list[Cell], index: int) -> bool:
    """Two different names in a column whose upper cell spans no other column."""
    above, under = upper[index], lower[index]
    if above is None or under is None or above == under:
        return False
    following = upper[index + 1] if index + 1 < len(upper) else above
    spans = following in (None, above) or (index > 0 and upper[index - 1] == above)
    return not spans and is_known(_label(above)) and not is_known(_label(under))


def _joined(upper: list[Cell], lower: list[Cell]) -> list[str]:
    """联系人 over 姓名 and 电话 gives 联系人/姓名 and 联系人/电话."""
    labels, group = [], ""
    for above, under in zip(upper, lower, strict=True):
        name = _label(under)
        if above is not None:
            group = _label(above)
        elif not name:
            group = ""
        labels.append(f"{group}/{name}" if group and name and group != name else name or group)
    return labels
