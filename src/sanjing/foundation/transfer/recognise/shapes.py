"""What a single value looks like, whatever its column is called."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .names import is_company, is_country, is_person

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
URL = re.compile(
    r"(https?://|www\.)\S+"
    r"|[\w-]+(\.[\w-]+)*\.(com|cn|net|org|io|co|gov|edu)(\.\w\w)?(/\S*)?",
    re.I,
)
MOBILE = re.compile(r"(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
PHONE = re.compile(
    r"(\+\d{1,3}[-. ]?)?(\(?\d{2,5}\)?|\d{3,4})([-./ ]?\d{2,5}){1,4}"
    r"([- ]?(x|ext\.?|转)\s?\d{1,5})?",
    re.I,
)
BETWEEN = re.compile(r"[;,；，、/|\s]+|:::")
PHONE_MARK = re.compile(r"[-()+./ ]|^0|^400|^800")
DATE = re.compile(
    r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月)"
    r"([T ]*(上午|下午)?\d{1,2}[:时]\d{1,2}(:\d{1,2})?(\.\d+)?(分|Z|[+-]\d\d:?\d\d)?)?"
)
NUMBER = re.compile(r"[-+]?[¥￥$€£]?\s?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s?(%|元|万元|万|k)?", re.I)
CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
TAX_NUMBER = re.compile(r"\d{15}")
IDENTITY = re.compile(r"[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])\d{5}[\dXx]")
UUID = re.compile(r"\{?[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}?", re.I)
BLOB = re.compile(r"0x[0-9A-F]{16,}|<\?xml|<[A-Za-z]+ xmlns|[A-Za-z0-9+/]{200,}", re.I)
CODE = re.compile(r"(?=.*\d)[A-Za-z]{0,8}[-_./#]?[A-Za-z0-9]+([-_./#][A-Za-z0-9]+){0,4}")
COURTESY = re.compile(r"(mr|mrs|ms|miss|mx|dr|prof|sir|madam|sra?)\.?|先生|女士|小姐|太太", re.I)
FLAG = frozenset(
    [
        "true",
        "false",
        "yes",
        "no",
        "y",
        "n",
        "是",
        "否",
        "有",
        "无",
        "√",
        "×",
        "✓",
        "启用",
        "停用",
        "禁用",
        "在售",
        "停售",
        "t",
        "f",
    ]
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川"
    "|贵州|云南|陕西|甘肃|青海|台湾|臺灣|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
REGION = re.compile(
    rf"(中国)?({_PROVINCES})(省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?[一-龥/ \-]{{0,16}}"
    r"|[一-龥]{1,7}(省|市|自治区|自治州|地区|盟|县|区|旗|縣|區)"
)
_PLACES = (
    "路|街|巷|弄|村|镇|鎮|乡|大道|大厦|广场|园区|工业园|小区|开发区"
    "|[0-9０-９A-Za-z一二三四五六七八九十百]\\s?(号|號|栋|楼|室|段|组)"  # 快递单号 is no place
)
_ROADS = "st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|way|hwy|pkwy|ct|court|pl|sq|suite|box"
ADDRESS = re.compile(rf".*[一-龥].*({_PLACES}).*|(\S+ )*.*\b({_ROADS})\b.*", re.I)
TYPED = ("email", "url", "mobile", "phone", "date", "number", "uuid", "blob", "credit_code")


def shapes(value: Any) -> frozenset[str]:
    """All shapes a value answers to; nothing for an empty cell."""
    if value is None or value == "":
        return frozenset()
    if isinstance(value, bool):
        return frozenset({"flag"})
    if isinstance(value, date):
        moment = isinstance(value, datetime) and (value.hour or value.minute)
        return frozenset({"date", "moment"} if moment else {"date"})
    if isinstance(value, int | float | Decimal):
        return _of_number(str(value))
    if not isinstance(value, str):
        return frozenset()
    return _of_text(value.strip())


def _of_number(text: str) -> frozenset[str]:
    found = {"number"}
    if MOBILE.fullmatch(text):
        found.add("mobile")
        found.add("phone")
    found |= _of_digits(text.removesuffix(".0"))
    return frozenset(found)


def _of_digits(text: str) -> set[str]:
    """Finer shapes of plain digits."""
    if not text.isdecimal():
        return {"decimal"} if "." in text else set()
    found = {"integer", "code"}
    if len(text) == 4 and "1800" <= text <= "2100":
        found.add("year")
    if len(text) == 5 and "20000" <= text <= "60000":
        found.add("serial_date")
    if len(text) in (5, 6):
        found.add("postal_code")
    return found


def _of_text(text: str) -> frozenset[str]:
    if BLOB.match(text):
        return frozenset({"blob"})
    if len(text) > 120:
        return frozenset({"text", "long"})
    plain = text.replace(" ", "")
    found = {name for name, pattern in _PATTERNS.items() if pattern.fullmatch(text)}
    found |= set() if found else _of_list(text)
    if found & {"email", "url", "uuid"}:
        return frozenset(found & {"email", "url", "uuid"})
    if text.lower() in FLAG:
        found.add("flag")
    if "phone" in found and not _is_phone(text, plain, found):
        found.discard("phone")
    if "mobile" in found:
        found.add("phone")
    if "date" in found:
        found -= {"phone", "code"} if not text.isdecimal() else {"phone"}
        found |= {"moment"} if ":" in text else set()
    if "number" in found:
        found |= _of_digits(text)
    elif not found & {"phone", "date", "credit_code", "identity"}:
        found |= {"text"} | _of_words(text)
    return frozenset(found)


_PATTERNS = {
    "email": EMAIL, "url": URL, "mobile": MOBILE, "phone": PHONE, "date": DATE, "number": NUMBER,
    "credit_code": CREDIT_CODE, "tax_number": TAX_NUMBER, "identity": IDENTITY,
    "uuid": UUID, "code": CODE, "courtesy": COURTESY,
}  # fmt: skip


def _of_list(text: str) -> set[str]:
    """Several phone numbers or addresses in one cell."""
    parts = [part for part in BETWEEN.split(text) if part]
    several = 2 <= len(parts) <= 5
    if several and all(EMAIL.fullmatch(part) for part in parts):
        return {"email"}
    numbers = several and all(PHONE.fullmatch(part) or MOBILE.fullmatch(part) for part in parts)
    return {"phone"} if numbers and all(len(part) >= 7 for part in parts) else set()


def _is_phone(text: str, plain: str, found: set[str]) -> bool:
    digits = sum(char.isdigit() for char in plain)
    if "number" in found and "." in text:
        return False
    return 7 <= digits <= 15 and "date" not in found and bool(PHONE_MARK.search(text))


def _of_words(text: str) -> set[str]:
    found = {"country"} if is_country(text) else set()
    if is_company(text):
        found.add("company")
    elif is_person(text):
        found.add("person")
    if "company" not in found and REGION.fullmatch(text):
        found.add("region")
    if "company" not in found and len(text) >= 4 and ADDRESS.fullmatch(text):
        found.add("address")
    return found
