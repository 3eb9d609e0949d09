"""Codes with check digits: social credit codes (GB 32100), identity numbers (GB 11643)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from sanjing.kernel.regions import region_name

_CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_SEPARATORS = re.compile(r"[\s\-_.'·]+")
_DEPARTMENTS = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "市场监管",
    "A": "中央军委改革和编制",
    "N": "农业农村",
    "Y": "其他",
}


@dataclass(frozen=True, slots=True)
class CreditCode:
    """What a unified social credit code says; ``fault`` is empty when it is right."""

    text: str
    fault: str = ""
    department: str = ""
    region: str = ""
    organisation: str = ""


def normal_code(text: str) -> str:
    """Fold width and case and drop separators.

    >>> normal_code(" ９１４４０３００ 1922038216 "), normal_code("11010519491231002x")
    ('914403001922038216', '11010519491231002X')
    """
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def valid_credit_code(text: str) -> bool:
    """Whether a unified social credit code has the right shape and check digit.

    >>> valid_credit_code("914403001922038216"), valid_credit_code("914403001922038217")
    (True, False)
    """
    return not explain_credit_code(text).fault


def explain_credit_code(text: str) -> CreditCode:
    """Take a unified social credit code apart, or say in Chinese what is wrong with it.

    >>> explain_credit_code("914403001922038216").region
    '广东省深圳市'
    >>> explain_credit_code("91440300192203821O").fault
    '统一社会信用代码里没有字母 I、O、S、V、Z'
    """
    code = normal_code(text)
    fault = _credit_fault(code)
    if fault:
        return CreditCode(code, fault)
    region = code[2:8]
    region = next((name for cut in (6, 4, 2) if (name := region_name(region[:cut]))), "")
    return CreditCode(code, "", _DEPARTMENTS.get(code[0], ""), region, f"{code[8:16]}-{code[16]}")


def credit_check_digit(first: str) -> str:
    """Check digit for the first seventeen characters.

    >>> credit_check_digit("91440300192203821")
    '6'
    """
    total = sum(
        _CREDIT_DIGITS.index(character) * weight
        for character, weight in zip(first, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_DIGITS[-total % 31]


def valid_identity_number(text: str) -> bool:
    """Whether an identity-card number has a real birthday and the right check digit.

    >>> valid_identity_number("11010519491231002X"), valid_identity_number("110105194912310021")
    (True, False)
    """
    return not identity_fault(text)


def identity_fault(text: str) -> str:
    """What is wrong with an identity-card number, in Chinese; nothing when it is right.

    >>> identity_fault("11010519491331002X")
    '身份证号里的出生日期不对'
    """
    code = normal_code(text)
    if not re.fullmatch(r"[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9X]", code):
        return "身份证号应为18位数字，末位可以是X"
    if _birthday(code) is None:
        return "身份证号里的出生日期不对"
    return "" if identity_check_digit(code[:17]) == code[17] else "身份证号的校验码不对，请核对"


def identity_check_digit(first: str) -> str:
    """Check digit for the first seventeen digits.

    >>> identity_check_digit("44052418800101001")
    '4'
    """
    total = sum(int(digit) * weight for digit, weight in zip(first, _IDENTITY_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def identity_birthday(text: str) -> date | None:
    """Birthday in a right identity-card number.

    >>> identity_birthday("11010519491231002X")
    datetime.date(1949, 12, 31)
    """
    return None if identity_fault(text) else _birthday(normal_code(text))


def mask_code(text: str) -> str:
    """Hide the middle of a code, keeping six characters in front and four behind.

    >>> mask_code("11010519491231002X")
    '110105********002X'
    """
    hidden = max(len(text) - 10, 0)
    return text[:6] + "*" * hidden + text[-4:] if hidden else "*" * len(text)


def _credit_fault(code: str) -> str:
    if not code:
        return "没有统一社会信用代码"
    if len(code) != 18:
        return f"统一社会信用代码应为18位，现在是{len(code)}位"
    if set(code) & set("IOSVZ"):
        return "统一社会信用代码里没有字母 I、O、S、V、Z"
    if not re.fullmatch(f"[{_CREDIT_DIGITS}]{{2}}[0-9]{{6}}[{_CREDIT_DIGITS}]{{10}}", code):
        return "统一社会信用代码只含数字和大写字母，第3至8位是数字"
    if credit_check_digit(code[:17]) != code[17]:
        return "统一社会信用代码的校验码不对，请核对"
    return ""


def organisation_check_digit(first: str) -> str:
    """Check digit of an organisation code (GB 11714), the ninth character.

    >>> organisation_check_digit("19220382")
    '1'
    """
    total = sum(
        _ORGANISATION_DIGITS.index(character) * weight
        for character, weight in zip(first, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[-total % 11]


def _birthday(code: str) -> date | None:
    try:
        return date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return None
