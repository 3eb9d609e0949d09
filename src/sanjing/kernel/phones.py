"""Telephone numbers in one form each, so that the same number is found however it was typed."""

import re
import unicodedata
from dataclasses import dataclass

FEWEST_DIGITS = 5

_NOISE = re.compile(
    r"^[\s'`\u200b\u202a-\u202e\ufeff]*(?:(?:tel|phone|mobile|cell|work|home|office|main)\.?:|电话[:：]?|手机[:：]?)?\s*|[\s\u202c\ufeff]+$"
)
_COUNTRY = r"(?:(?:\+|00)\s*86|86(?=1[3-9]\d{9}$))?"
_MOBILE = re.compile(rf"{_COUNTRY}0?(1[3-9]\d{{9}})")
_BARE_MOBILE = re.compile("1[3-9][0-9]{9}")
_LAND = re.compile(
    r"(?:(?:\+|00)?86-?0?-?|0)"
    r"(?:(?P<city>10|2\d)-?(?P<long>\d{8}|\d{4}-\d{4})"
    r"|(?P<town>(?![48]00)[3-9]\d\d)-?(?P<short>\d{7,8}|\d{3,4}-\d{4}))"
    r"(?:(?:-|转|分机|ext\.?|x|#|,)(?P<extension>\d{1,6}))?"
)
_SERVICE = re.compile(r"(?:\+?86)?([48]00\d{7})")
_SHORT = re.compile(r"9[56]\d{3,6}|100\d\d|12\d{3}")
_SPACING = re.compile(r"[\s()\u00b7]+")
_DASHES = re.compile("[\u2010-\u2015\u2212\u30fc_]")
_WRITTEN_LAND = re.compile(r"(0\d{2,3})-(\d{7,8})(-\d+)?")
_SPLIT = re.compile(
    r"[;/、|\n\r]+|:::|(?<=\d)\s+(?=[A-Za-z]{3,6}\.?:)|,(?=\s*[+\d(]{3})|(?<=\d{5})\s{2,}(?=[+\d(])"
)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: how it is stored, its bare digits, and whether it can exist."""

    text: str
    digits: str
    valid: bool
    mobile: bool


def normal_phone(text: str, region: str = "CN") -> Phone:
    """Bring a number into its one written form; odd numbers are kept as typed, not ``valid``.

    Chinese numbers are written 13800138000, 0755-12345678-801 and 4008001234, foreign ones
    +16502530000. ValueError only when there are fewer than five digits.

    >>> normal_phone("+86 138-0013-8000")
    Phone(text='13800138000', digits='13800138000', valid=True, mobile=True)
    >>> normal_phone("（0755）1234 5678 转 801").text, normal_phone("+1 (650) 253-0000").text
    ('0755-12345678-801', '+16502530000')
    """
    if _BARE_MOBILE.fullmatch(text):
        return Phone(text, text, valid=True, mobile=True)
    typed = _typed(text)
    digits = re.sub(r"[^0-9]", "", typed)
    if len(digits) < FEWEST_DIGITS:
        raise ValueError(f"“{text.strip()[:40]}”不是电话号码" if text.strip() else "没有电话号码")
    if region == "CN":
        known = _chinese(typed)
        if known:
            return known
    return _foreign(typed, region) or Phone(typed, digits, valid=False, mobile=False)


def mask_phone(text: str) -> str:
    """Hide the middle of a number, keeping enough to recognise it.

    >>> mask_phone("13800138000"), mask_phone("0755-12345678"), mask_phone("95588")
    ('138****8000', '0755-****5678', '***88')
    """
    land = _WRITTEN_LAND.fullmatch(text)
    if land:
        hidden = "*" * (len(land[2]) - 4) + land[2][-4:]
        return f"{land[1]}-{hidden}" + "*" * len(land[3] or "")
    count = sum(character.isdigit() for character in text)
    first, last = (3, 4) if count > 7 else (0, 2)
    shown, seen = [], 0
    for character in text:
        if character.isdigit():
            seen += 1
            shown.append(character if seen <= first or seen > count - last else "*")
        else:
            shown.append(character)
    return "".join(shown)


def split_phones(text: str) -> list[str]:
    """Separate several numbers in one cell.

    >>> split_phones("13800138000 / 0755-26770001；13900139000")
    ['13800138000', '0755-26770001', '13900139000']
    """
    if text.isascii() and text.isdigit():
        return [text]
    parts = (part.strip() for part in _SPLIT.split(unicodedata.normalize("NFKC", text)))
    return [part for part in parts if part]


def _typed(text: str) -> str:
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold()
    typed = " ".join(_NOISE.sub("", folded).split())
    return re.sub(r"(?<=\d{5})\.0+$", "", typed)  # a number that was a float in a spreadsheet


def _chinese(typed: str) -> Phone | None:
    joined = re.sub(r"[\s().\-]+", "", typed)
    mobile = _MOBILE.fullmatch(joined)
    if mobile:
        return Phone(mobile[1], mobile[1], valid=True, mobile=True)
    service = _SERVICE.fullmatch(joined)
    if service or _SHORT.fullmatch(joined):
        number = service[1] if service else joined
        return Phone(number, number, valid=True, mobile=False)
    land = _LAND.fullmatch(_dashed(typed))
    if not land:
        return None
    parts = ["0" + (land["city"] or land["town"]), (land["long"] or land["short"]).replace("-", "")]
    if land["extension"]:
        parts.append(land["extension"])
    return Phone("-".join(parts), "".join(parts), valid=True, mobile=False)


def _dashed(typed: str) -> str:
    return re.sub(r"-*([转分机extx#,.]+)-*", r"\1", _SPACING.sub("-", typed).strip("-")).replace(
        "--", "-"
    )


def _foreign(typed: str, region: str) -> Phone | None:
    import phonenumbers as library

    if region == "CN" and not typed.startswith(("+", "00")):
        return None
    dialled = "+" + typed[2:] if region == "CN" and typed.startswith("00") else typed
    try:
        number = library.parse(dialled, region)
    except library.NumberParseException:
        return None
    if not library.is_valid_number(number):
        return None
    written = library.format_number(number, library.PhoneNumberFormat.E164)
    if number.extension:
        written += f"-{number.extension}"
    mobile = library.number_type(number) == library.PhoneNumberType.MOBILE
    return Phone(written, re.sub(r"[^0-9]", "", written), valid=True, mobile=mobile)
