"""Numbers as people and spreadsheets write them, read exactly."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

LONGEST = 60
"""Characters beyond which a cell is not looked at as a number."""

_UNITS: dict[str, int | Decimal] = {
    "": 1,
    "百": 10**2,
    "千": 10**3,
    "k": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "w": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "万亿": 10**12,
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
}
_SHAPE = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?(?P<digits>(?:[0-9][0-9.,']*|\.[0-9]+)(?:e[-+]?[0-9]{1,3})?)"
    r"(?P<unit>[十百千万亿萬億]{1,2}|[wk%‰])?(?P<after>-)?(?P<close>\))?"
)
_ONE_SEPARATOR = re.compile(r"[0-9]*[.,]?[0-9]*")
_GROUPS = r"[1-9][0-9]{{0,2}}(?:{0}[0-9]{{2,3}})*{0}[0-9]{{3}}"
_COMMA_GROUPS = re.compile(_GROUPS.format(","))
_POINT_GROUPS = re.compile(_GROUPS.format(r"\."))
_GROUPS_OF_FOUR = re.compile(r"[1-9][0-9]{0,3}(?:,[0-9]{4}){2,}")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "，": ",", "﹣": "-"})


def whole(text: str) -> int | None:
    """The number that a row or a place in an address is named by; None for what no column holds.

    >>> whole("17"), whole("-1"), whole("²"), whole("9" * 5000)
    (17, None, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def parse_number(text: str) -> Decimal:
    """Read a number; ValueError, in Chinese, when the text is none.

    >>> parse_number("1,234.5"), parse_number("１２３４"), parse_number("12.4万")
    (Decimal('1234.5'), Decimal('1234'), Decimal('124000'))
    >>> parse_number("1.234,56"), parse_number("12,5"), parse_number("(8%)")
    (Decimal('1234.56'), Decimal('12.5'), Decimal('-0.08'))
    """
    if len(text) > LONGEST:
        raise ValueError("内容太长，不是数字")
    folded = unicodedata.normalize("NFKC", text).translate(_MINUS).casefold()
    compact = "".join(folded.split()).lstrip("'")
    shape = _SHAPE.fullmatch(compact)
    if not shape:
        raise ValueError(f"“{text.strip()}”不是数字" if compact else "没有数字")
    if bool(shape["open"]) != bool(shape["close"]) or (shape["unit"] or "") not in _UNITS:
        raise ValueError(f"“{text.strip()}”不是数字")
    negative = (shape["sign"] == "-") ^ bool(shape["open"]) ^ bool(shape["after"])
    value = _decimal(shape["digits"]) * _UNITS[shape["unit"] or ""]
    return _tidy(-value if negative else value)


def format_number(value: Decimal | int) -> str:
    """Write a number with thousands separators and no needless zeros.

    >>> format_number(Decimal("1234567.50")), format_number(-12)
    ('1,234,567.5', '-12')
    """
    return f"{_tidy(Decimal(value)):,f}"


def plain_number(value: Decimal | int) -> str:
    """Write a number as it stands in a control or a file: no separators, no needless zeros.

    >>> plain_number(Decimal("1234567.50")), plain_number(Decimal("1E+2")), plain_number(-12)
    ('1234567.5', '100', '-12')
    """
    return f"{_tidy(Decimal(value)):f}"


def format_percent(value: Decimal, places: int = 1) -> str:
    """Write a share as a percentage.

    >>> format_percent(Decimal("0.1234")), format_percent(Decimal("0.5"))
    ('12.3%', '50%')
    """
    return f"{_tidy(round(value * 100, places)):,f}%"


def _decimal(digits: str) -> Decimal:
    mantissa, _, exponent = digits.partition("e")
    try:
        return Decimal(
            _with_point(mantissa.replace("'", "")) + (f"e{exponent}" if exponent else "")
        )
    except InvalidOperation as error:
        raise ValueError(f"“{digits}”不是数字") from error


def _with_point(digits: str) -> str:
    """Settle which of comma and point separates the decimals."""
    if _COMMA_GROUPS.fullmatch(digits) or _GROUPS_OF_FOUR.fullmatch(digits):
        return digits.replace(",", "")
    if digits.count(".") > 1 and _POINT_GROUPS.fullmatch(digits):
        return digits.replace(".", "")
    if _ONE_SEPARATOR.fullmatch(digits):
        return digits.replace(",", ".")
    whole, separator, decimals = digits.rpartition(
        "." if digits.rfind(".") > digits.rfind(",") else ","
    )
    groups = _COMMA_GROUPS if separator == "." else _POINT_GROUPS
    if not groups.fullmatch(whole):
        raise ValueError(f"“{digits}”的千分位不对")
    return whole.replace(",", "").replace(".", "") + "." + decimals


def _tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    if value == whole:
        return whole.quantize(Decimal(1)) if abs(whole) < 10**20 else Decimal(int(whole))
    return value.normalize()
