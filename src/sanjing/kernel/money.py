"""Money is a whole number of minor units (分): exact, never a float."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from sanjing.kernel.numbers import LONGEST, parse_number

LARGEST = 10**17
"""Largest amount in minor units; well inside a 64-bit column, even summed."""

_CURRENCY = re.compile(
    r"人民币|美元|欧元|英镑|日元|港币|港元|澳门元|新台币|台币|"
    r"(?<![a-z])(?:rmb|cny|usd|eur|gbp|jpy|hkd|twd|mop|sgd|us|hk|nt)(?![a-z])|[¥$€£₽₩]"
)
_NAMED = (
    ("HKD", "hkd|hk\\$|港币|港元"), ("TWD", "twd|nt\\$|新台币|台币"), ("MOP", "mop|澳门元"), ("SGD", "sgd"),
    ("USD", r"usd|us\$|美元|\$"), ("EUR", "eur|欧元|€"), ("GBP", "gbp|英镑|£"), ("JPY", "jpy|日元"),
    ("KRW", "₩"), ("RUB", "₽"), ("CNY", "rmb|cny|人民币|¥|元"),
)  # fmt: skip
_YUAN = re.compile(r"(?:元|圆|块钱?)[整正]?\s*$")
_LARGE: dict[
    str, tuple[tuple[int, str, int], ...]
] = {  # unit, its name, and the amount that would round up to one of it
    "zh": ((10**8, "亿", 10**8 - 500), (10**4, "万", 10**4)),
    "zh-hant": ((10**8, "億", 10**8 - 500), (10**4, "萬", 10**4)),
    "en": ((10**9, "B", 10**9 - 50_000), (10**6, "M", 10**6 - 50), (10**3, "K", 10**3)),
}


def parse_money(text: str, exact: bool = False) -> int:
    """Read an amount of money as minor units; the currency sign is skipped.

    More than two decimals are rounded half up, as an accountant does, or refused when ``exact``.
    ValueError carries a short reason in Chinese.

    >>> parse_money("¥1,234.5"), parse_money("12.4万"), parse_money("1.2亿元")
    (123450, 12400000, 12000000000)
    >>> parse_money("(1,234.00)"), parse_money("１２３４元"), parse_money("USD 12.5")
    (-123400, 123400, 1250)
    """
    if len(text) > LONGEST:
        raise ValueError("内容太长，不是金额")
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = _YUAN.sub("", _CURRENCY.sub("", folded), count=1)
    if not bare.strip():
        raise ValueError("没有金额")
    try:
        value = parse_number(bare)
    except ValueError:
        raise ValueError(f"“{text.strip()}”不是金额") from None
    if "%" in bare or "‰" in bare:
        raise ValueError(f"“{text.strip()}”是比例，不是金额")
    return minor_units(value, exact=exact)


def currency_of(text: str) -> str:
    """The currency that an amount names, as its ISO code; "" if it names none.

    >>> currency_of("US$12"), currency_of("￥12"), currency_of("HKD 3"), currency_of("12.50")
    ('USD', 'CNY', 'HKD', '')
    """
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    if not folded.strip("0123456789.,+- "):
        return ""
    return next((code for code, names in _NAMED if re.search(names, folded)), "")


def minor_units(value: Decimal | int, exact: bool = False) -> int:
    """Turn an amount in whole units (元) into minor units (分).

    >>> minor_units(Decimal("12.345")), minor_units(12)
    (1235, 1200)
    """
    if abs(Decimal(value)) > LARGEST // 100:
        raise ValueError("金额太大")
    cents = Decimal(value) * 100
    whole = cents.to_integral_value(ROUND_HALF_UP)
    if exact and whole != cents:
        raise ValueError("金额只能精确到分")
    return int(whole)


def format_money(minor: int, symbol: str = "¥") -> str:
    """Write an amount for reading; decimals only when there are any.

    >>> format_money(12400_00), format_money(-5), format_money(1234_50)
    ('¥12,400', '-¥0.05', '¥1,234.50')
    """
    yuan, fen = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    return f"{sign}{symbol}{yuan:,}" + (f".{fen:02}" if fen else "")


def short_money(minor: int, language: str = "zh") -> str:
    """Write an amount for a chart or a card: one decimal and 万 or 亿 (K, M, B in English).

    >>> short_money(124000_00), short_money(8500_00), short_money(99_999_999_00)
    ('12.4万', '8,500', '1亿')
    >>> short_money(124000_00, "en"), short_money(-1_250_000_00, "en"), short_money(124000_00, "zh-hant")
    ('124K', '-1.3M', '12.4萬')
    """
    spoken = language if language in _LARGE else language.partition("-")[0]
    sign = "-" if minor < 0 else ""
    yuan = Decimal(abs(minor)) / 100
    for size, unit, least in _LARGE.get(spoken, _LARGE["en"]):
        if yuan >= least:
            tenths = int((yuan * 10 / size).to_integral_value(ROUND_HALF_UP))
            whole, tenth = divmod(tenths, 10)
            return f"{sign}{whole:,}" + (f".{tenth}" if tenth else "") + unit
    return format_money(minor, symbol="")


def plain_money(minor: int) -> str:
    """Write an amount for a file: a point, two decimals, nothing else.

    >>> plain_money(12400_00), plain_money(-5)
    ('12400.00', '-0.05')
    """
    yuan, fen = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{yuan}.{fen:02}"
