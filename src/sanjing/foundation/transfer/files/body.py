"""The rows below the header, without what only looks like data."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from .errors import BadCell
from .header import Layout, is_guide
from .table import Cell, Row, RowSource

GUIDE_ROWS = 3  # how far below the header an explaining row can stand
MAX_REMEMBERED = 1000
TAIL_WIDTH = 4  # narrower tables may well hold a name alone
LONGEST_TAIL = 40
_TOTAL = re.compile(
    r"(本页|本月|本日|本期|全部)?(合计|总计|小计|累计|共计|总合计|合計|總計|小計)(金额|数量|[(（]大写[)）])?"
    r"([：:].{0,20}|[\d,.]*(元|万元|家|户|条|人|吨|件|笔)?)|(grand ?)?totals?:?|sub-?total:?|sum:?",
    re.I,
)
_SUM = re.compile(
    r"(本页|本月|本日|本期|全部)?(合计|总计|小计|累计|共计|总合计|合計|總計|小計)[:：]?"
)
_SUM_OF = re.compile(r".{1,20}(合计|总计|小计|合計|總計|小計)[:：]?")
_COUNTED = re.compile(r"[¥￥]?[-\d,.]+\s?(元|万元|家|户|条|人|吨|件|笔|箱|袋|单)?")
_FOOTER = re.compile(
    r"(制表|审核|填表|填报|复核|经办|打印|导出|制单|审批|主管|统计|更新|截止|报表)(人|员|时间|日期|单位|部门)?(签字|签名)?[：:].*"
    r"|(备注|说明|注|填表说明|注意事项|温馨提示)[：:].*|共\s?\d+\s?(条|行|户|家|人|页)(记录)?.*|第\s?\d+\s?页.*|以下空白|以上.*(说明|数据).*"
)  # fmt: skip
_REMARK = re.compile(
    r"copyright|confidential|all rights reserved|^generated (by|on|at)\b|\b(accrual|cash) basis\b"
    r"|^(mon|tues|wednes|thurs|fri|satur|sun)day, .*\d{4}"
    r"|仅供参考|版权所有|免责声明|数据来源|(导出|生成|打印)(人|时间|日期)|^制表|^以上",
    re.I,
)
_EXAMPLE = re.compile(r"[（(【\[]?(示例|样例|范例|例[:：]|示範|範例)")


def data_rows(raw: RowSource, layout: Layout, skipped: list[tuple[int, str]]) -> Iterator[Row]:
    """Yield data rows fitted to the columns, noting in `skipped` what is passed over."""
    skipped.clear()
    width = len(layout.columns)
    rows = ((number, cells) for number, cells in raw() if number >= layout.first_row)
    filled = ((number, cells) for number, cells in rows if any(cell is not None for cell in cells))
    table = _without_tail(filled, width, skipped)
    opening = [
        (n, cells, "guide" if _explains(cells, layout) else "")
        for n, cells in islice(table, GUIDE_ROWS)
    ]
    judged = ((number, cells, "") for number, cells in table)
    for number, cells, reason in chain(opening, judged):
        reason = reason or _aside(cells, layout, width)
        if not reason:
            yield number, _fitted(cells, width)
        elif len(skipped) < MAX_REMEMBERED:
            skipped.append((number, reason))


def _without_tail(rows: Iterator[Row], width: int, skipped: list[tuple[int, str]]) -> Iterator[Row]:
    """Leave out what stands alone below the table: after a gap rows of one cell, one of them a remark."""
    held: list[Row] = []
    last = 0
    for number, cells in rows:
        apart = width >= TAIL_WIDTH and last and (held or number > last + 1)
        if apart and len(held) < LONGEST_TAIL and len(cells) - cells.count(None) == 1:
            held.append((number, cells))
        else:
            yield from held
            held.clear()
            yield number, cells
        last = number
    if any(_REMARK.search(str(next(filter(None, cells), ""))) for _, cells in held):
        skipped.extend((number, "footer") for number, _ in held)
    else:
        yield from held


def _explains(cells: list[Cell], layout: Layout) -> bool:
    """Whether a row says how to fill the columns in, or shows it."""
    first = next((cell for cell in cells if cell is not None), None)
    shows = isinstance(first, str) and _EXAMPLE.match(first) is not None
    return layout.header_row is not None and (shows or is_guide(cells))


def _aside(cells: list[Cell], layout: Layout, width: int) -> str:
    """Why a row is not data; empty when it is."""
    first = next((cell for cell in cells if cell is not None), None)
    if not isinstance(first, str):
        return ""
    compact = first if len(first) > 40 else first.replace(" ", "").replace("\u3000", "")
    if layout.repeats and _repeats_header(cells, layout):
        return "header"
    if width > 1 and (_TOTAL.fullmatch(compact) or _sums_up(cells)):
        return "total"
    if width > 2 and _FOOTER.fullmatch(compact) and len(set(cells) - {None}) <= max(1, width // 2):
        return "footer"
    return ""


def _sums_up(cells: list[Cell]) -> bool:
    """小计 in a column further right, or 城西小计 with nothing but numbers beside it."""
    said = "\n".join([cell for cell in cells if isinstance(cell, str)])
    if "计" not in said and "計" not in said:
        return False
    filled = [cell for cell in cells if cell is not None]
    others = [cell for cell in filled[1:] if not isinstance(cell, str) or not _counted(cell)]
    if isinstance(filled[0], str) and _SUM_OF.fullmatch(filled[0]) and len(filled) > 1:
        return all(isinstance(cell, int | float) for cell in others)
    summed = any(isinstance(cell, str) and _SUM.fullmatch(cell) for cell in filled[1:])
    return summed and any(not isinstance(cell, str) or _counted(cell) for cell in filled)


def _counted(text: str) -> bool:
    return bool(_COUNTED.fullmatch(text))


def _repeats_header(cells: list[Cell], layout: Layout) -> bool:
    for header in layout.repeats:
        if cells[0] is not None and header[:1] != (cells[0],):
            continue
        pairs = [
            (cell, name) for cell, name in zip(cells, header, strict=False) if cell is not None
        ]
        if len(pairs) >= min(2, len(header)) and all(cell == name for cell, name in pairs):
            return True
    return False


def _fitted(cells: list[Cell], width: int) -> list[Cell]:
    if len(cells) == width:
        return cells
    if len(cells) < width:
        return [*cells, *[None] * (width - len(cells))]
    extra = sum(cell is not None for cell in cells[width:])
    bad = [cell for cell in cells[width:] if isinstance(cell, BadCell)]
    if not extra:
        return cells[:width]
    return [*cells[:width], bad[0] if bad else BadCell("extra_cells", {"count": extra})]
