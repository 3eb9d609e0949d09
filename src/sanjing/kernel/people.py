"""Names of people and firms, brought into one form for comparing."""

import re
from dataclasses import dataclass

from sanjing.kernel.regions import leading_place, parse_region
from sanjing.kernel.scripts import CJK
from sanjing.kernel.text import plain

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "百里",
        "淳于",
        "澹台",
        "第五",
        "东方",
        "独孤",
        "端木",
        "段干",
        "公孙",
        "公西",
        "公羊",
        "公冶",
        "赫连",
        "呼延",
        "皇甫",
        "乐正",
        "令狐",
        "闾丘",
        "慕容",
        "纳兰",
        "南宫",
        "南门",
        "濮阳",
        "亓官",
        "上官",
        "申屠",
        "司空",
        "司寇",
        "司马",
        "司徒",
        "太史",
        "太叔",
        "拓跋",
        "完颜",
        "万俟",
        "尉迟",
        "闻人",
        "巫马",
        "西门",
        "夏侯",
        "鲜于",
        "轩辕",
        "宇文",
        "长孙",
        "钟离",
        "仲孙",
        "诸葛",
        "颛孙",
        "宗政",
        "左丘",
        "歐陽",
        "司馬",
        "諸葛",
    ]
)

_CHINESE = re.compile(rf"[{CJK}]+")
_CHINESE_TITLE = re.compile(
    r"(?<=..)(?:先生|女士|小姐|太太|老师|医生|同志|总?经理|主任|总监|董事长?|老板|会计|书记|"
    r"[厂店校院处科部局]长)$"
)
_WESTERN_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|sir)\b\.?\s*|,?\s+(?:jr|sr|ph\.?d|md|ii|iii)\.?$"
)
_LETTERS = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_NOT_TELLING = re.compile(
    r"总部|总公司|本部|中国|集团|有限合伙|(?:特殊)?普通合伙|个人独资|个体|已注销|存续|原.*"
)
_CHINESE_FORM = re.compile(
    r"(?:集团)?(?:股份有限责任公司|有限责任公司|股份有限公司|控股有限公司|有限公司|股份公司|总公司|"
    r"合伙企业|个人独资企业|集团公司|集团|公司|控股)"
)
_LAST_FORM = re.compile(rf"(?:{_CHINESE_FORM.pattern})+$")
_BRANCH = re.compile(r".{1,12}(?:分公司|分店|分行|支行|分厂|办事处|门店|营业部)$")
_ENGLISH_FORM = frozenset(
    [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "llp",
        "lp",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "kg",
        "mbh",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "oy",
        "oyj",
        "ab",
        "as",
        "asa",
        "aps",
        "kk",
        "pty",
        "pte",
        "pvt",
        "sdn",
        "bhd",
        "holding",
        "holdings",
        "group",
        "the",
        "and",
    ]
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?|\b[a-z]/[a-z]\b")
_TRADE = re.compile(
    r"供电局|天然气|自来水|工商银行|商业银行|农村商业银行|人民政府|机械厂|化工厂|食品厂|服装厂|水泥厂"
)
"""Trades of three letters and more that say nothing without the place before them."""

_NAMED_BY_PLACE = re.compile(r"大学|学院|师范|理工|中学|第.|人民|中医|中心|银行|国际|机场")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in two parts; ``family`` is empty when it cannot be told."""

    family: str
    given: str


def split_name(name: str) -> PersonName:
    """Separate family and given name, Chinese or Western.

    >>> split_name("欧阳修"), split_name("张 伟")
    (PersonName(family='欧阳', given='修'), PersonName(family='张', given='伟'))
    >>> split_name("Mary Ann Smith"), split_name("Smith, John")
    (PersonName(family='Smith', given='Mary Ann'), PersonName(family='Smith', given='John'))
    """
    joined = "".join(name.split())
    if _CHINESE.fullmatch(joined):
        size = 2 if len(joined) > 2 and joined[:2] in COMPOUND_SURNAMES else 1
        return (
            PersonName(joined[:size], joined[size:]) if len(joined) > 1 else PersonName("", joined)
        )
    words = " ".join(name.split())
    if "," in words:
        family, given = (part.strip() for part in words.split(",", 1))
        return PersonName(family, given)
    given, _, family = words.rpartition(" ")
    return PersonName(family, given) if given else PersonName("", words)


def join_name(family: str, given: str) -> str:
    """Put a name together in the order of its script.

    >>> join_name("张", "伟"), join_name("Smith", "John"), join_name("", "Cher")
    ('张伟', 'John Smith', 'Cher')
    """
    if _CHINESE.fullmatch(family + given):
        return family + given
    return " ".join(part.strip() for part in (given, family) if part.strip())


def person_key(name: str) -> str:
    """Form under which the same person's names are equal.

    >>> person_key("张 伟 先生") == person_key("张伟"), person_key("Mr. John  SMITH")
    (True, 'john smith')
    >>> person_key("Smith, John") == person_key("John Smith"), person_key("张总")
    (True, '张总')
    """
    folded = plain(name)
    if _CHINESE.match(folded):
        return _CHINESE_TITLE.sub("", "".join(_LETTERS.findall(folded)))
    bare = _WESTERN_TITLE.sub("", _WESTERN_TITLE.sub("", folded))
    family, comma, given = bare.partition(",")
    return " ".join(_LETTERS.findall(f"{given} {family}" if comma else bare))


def company_key(name: str) -> str:
    """Form under which the same firm's names are equal: without legal form, place and punctuation.

    A branch keeps its own name; a name of place and trade only (深圳燃气) keeps its place.

    >>> company_key("深圳市平安科技有限公司（总部）"), company_key("平安科技（深圳）有限公司")
    ('平安科技', '平安科技')
    >>> company_key("ACME Co., Ltd."), company_key("Müller GmbH & Co. KG")
    ('acme', 'muller')
    >>> company_key("深圳市燃气集团股份有限公司"), company_key("平安科技有限公司广州分公司")
    ('深圳燃气', '平安科技广州分公司')
    """
    folded = _BRACKETED.sub(_keep_telling, plain(name))
    if not _CHINESE.search(folded):
        return _english_key(folded)
    joined = "".join(_LETTERS.findall(folded))
    form = _CHINESE_FORM.search(joined)
    if form and form.start() and _BRANCH.fullmatch(joined[form.end() :]):
        return _without_place(joined[: form.start()]) + joined[form.end() :]
    return _without_place(_LAST_FORM.sub("", joined) or joined)


def _keep_telling(bracketed: re.Match[str]) -> str:
    inside = bracketed[1].strip()
    if not inside or _NOT_TELLING.fullmatch(inside):
        return ""
    _province, _city, _district, rest = parse_region(inside)
    return inside if rest else ""


def _without_place(name: str) -> str:
    place, rest = leading_place(name)
    needs_place = len(rest) < 3 or _TRADE.fullmatch(rest) or _NAMED_BY_PLACE.match(rest)
    return place + rest if needs_place else rest


def _english_key(folded: str) -> str:
    dotted = _DOTTED.sub(lambda found: re.sub(r"[./]", "", found[0]), folded.replace("'", ""))
    words = _LETTERS.findall(dotted)
    telling = [word for word in words if word not in _ENGLISH_FORM]
    return " ".join(telling or words)
