"""Name the columns of a table so that every name is there once."""

from .limits import MAX_COLUMNS
from .table import Cell, Row


def trimmed_width(rows: list[Row]) -> int:
    """Columns that hold anything in more than a stray row."""
    widths = sorted((_width(cells) for _, cells in rows), reverse=True)
    widest = widths[0]
    if widest > MAX_COLUMNS or len(widths) < 10:
        return widest
    strays = max(1, len(widths) // 20)
    header_reach = max((_width(cells) for _, cells in rows[:10]), default=0)
    return max(widths[strays], header_reach)


def _width(cells: list[Cell]) -> int:
    return next((i + 1 for i in range(len(cells) - 1, -1, -1) if cells[i] is not None), 0)


def name_columns(labels: list[str], body: list[Row], width: int) -> list[str]:
    """Labels by position, 列3 for a column without one, 电话 (2) for the second of a kind."""
    labels = [*labels, *[""] * (width - len(labels))]
    while labels and not labels[-1] and not _holds_values(body, len(labels) - 1):
        labels.pop()
    taken: set[str] = set()
    names = []
    for position, label in enumerate(labels, start=1):
        label = " ".join(label.split()) or f"列{position}"
        names.append(_unique(label, taken))
    return names


def _holds_values(body: list[Row], index: int) -> bool:
    return any(index < len(cells) and cells[index] is not None for _, cells in body)


def _unique(label: str, taken: set[str]) -> str:
    name, count = label, 1
    while name.casefold() in taken:
        count += 1
        name = f"{label} ({count})"
    taken.add(name.casefold())
    return name
