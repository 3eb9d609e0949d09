"""Read vCard 2.1, 3.0 and 4.0 address books as a table of fixed columns."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import BinaryIO

from .cells import clean_text
from .delimited import open_text
from .errors import BadCell
from .limits import MAX_LINE
from .table import Cell, Row
from .vcard_lines import Property, properties

COLUMNS = (
    "姓名", "公司", "部门", "职务", "手机", "办公电话", "住宅电话", "传真", "邮箱", "其他邮箱",
    "其他电话", "国家", "省", "城市", "地址", "邮编", "网址", "微信", "生日", "备注",
)  # fmt: skip
NO_YEAR = "1604"  # what Apple writes for a birthday without one
MAX_CARD_LINES = 50_000
_BASIC_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_LATIN = re.compile(r"[A-Za-z]")


def read_cards(open_binary: Callable[[], BinaryIO], encoding: str) -> Iterator[Row]:
    """Yield (ordinal of the card, cells)."""
    with open_text(open_binary, encoding) as stream:
        for number, lines in enumerate(_cards(stream), start=1):
            cells = card_cells(list(properties(lines)))
            if any(cell is not None for cell in cells):
                yield number, cells


def _cards(stream) -> Iterator[list[str]]:
    lines: list[str] = []
    for text in iter(lambda: stream.readline(MAX_LINE), ""):
        line = text.rstrip("\r\n")
        word = line.strip(" \t\ufeff").upper()
        if word == "BEGIN:VCARD":
            lines = []
        elif word == "END:VCARD":
            yield lines
            lines = []
        elif len(lines) < MAX_CARD_LINES:
            lines.append(line)
    if any(line.strip() for line in lines):
        yield lines


def card_cells(card: list[Property]) -> list[Cell]:
    """Arrange the properties of one card in the order of COLUMNS."""
    found: dict[str, str] = {"姓名": _name(card), "备注": "\n".join(_texts(card, "NOTE"))}
    organisation = _first(card, "ORG")
    found["公司"], found["部门"] = organisation[0], " ".join(filter(None, organisation[1:]))
    found["职务"] = next(iter(_texts(card, "TITLE")), "") or next(iter(_texts(card, "ROLE")), "")
    found["网址"] = next(iter(_texts(card, "URL")), "")
    found["微信"] = next(chain(_texts(card, "X-WECHAT"), _texts(card, "X-WEIXIN")), "")
    emails = _texts(card, "EMAIL")
    found["邮箱"], found["其他邮箱"] = next(iter(emails), ""), "; ".join(emails[1:])
    found |= _phones(card) | _address(card)
    cells = [clean_text(found.get(column, "")) for column in COLUMNS]
    cells[COLUMNS.index("生日")] = _birthday(card)
    return cells


def _texts(card: list[Property], name: str) -> list[str]:
    values = (item.text().strip() for item in card if item.name == name)
    return list(dict.fromkeys(value for value in values if value))


def _first(card: list[Property], name: str) -> list[str]:
    return next((item.fields() for item in card if item.name == name), [""])


def _name(card: list[Property]) -> str:
    if formatted := next(iter(_texts(card, "FN")), ""):
        return formatted
    family, given, middle, *_ = [*_first(card, "N"), "", "", ""]
    if not _LATIN.search(family + given):
        return family + given
    named = " ".join(filter(None, (given, middle, family)))
    return named or next(iter(_texts(card, "NICKNAME")), "")


def _phones(card: list[Property]) -> dict[str, str]:
    found: dict[str, str] = {}
    others = []
    for phone in (item for item in card if item.name == "TEL"):
        number = phone.text().removeprefix("tel:").strip()
        column = _phone_column(phone)
        if number and column not in found:
            found[column] = number
        elif number and number not in found.values():
            others.append(number)
    if others:
        found["其他电话"] = "; ".join(filter(None, (found.get("其他电话"), *others)))
    return found


def _phone_column(phone: Property) -> str:
    kinds = phone.types()
    digits = re.sub(r"\D", "", phone.text())
    if "FAX" in kinds:
        return "传真"
    if "CELL" in kinds or "IPHONE" in kinds or re.fullmatch(r"(86)?1[3-9]\d{9}", digits):
        return "手机"
    if "WORK" in kinds:
        return "办公电话"
    return "住宅电话" if "HOME" in kinds else "其他电话"


def _address(card: list[Property]) -> dict[str, str]:
    addresses = [item for item in card if item.name == "ADR"]
    if not addresses:
        return {}
    chosen = next((item for item in addresses if "WORK" in item.types()), addresses[0])
    box, extra, street, city, province, code, country = (chosen.fields() + [""] * 7)[:7]
    lines = "\n".join(filter(None, (box, extra, street)))
    return {"地址": lines, "城市": city, "省": province, "邮编": code, "国家": country}


def _birthday(card: list[Property]) -> Cell:
    text = next(iter(_texts(card, "BDAY")), "")
    if not (match := _BASIC_DATE.match(text)):
        return clean_text(text)
    if match[1] == NO_YEAR:
        return f"--{match[2]}-{match[3]}"
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return text if text.isprintable() else BadCell("undecodable")
