"""Bring headers of every fashion to one form: 客戶名稱*, customer_name, CustomerName (必填)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SIMPLER = str.maketrans(
    "客戶稱電話聯絡繫機號碼編備註數單價額訂產類別傳遞區負責業務員職縣國區總經銷貨時間應處無開關買賣實際運費發統識證辦"
    "進貿標記檔帳號條從來對屬企層級規銀匯體據圖書種門個獎紅創營網頁郵聲選項為協會與還這點寶園農藥倉庫專員龍東車長"
    "動轉錄檢驗質歷術樓醫屆華萬億興寫補覽較輸結週圍徵資訊隸險優廣撥購審歲齡銜頭幣淨餘讓減團隊廠樣態贈積歸齊鄉鎮",
    "客户称电话联络系机号码编备注数单价额订产类别传递区负责业务员职县国区总经销货时间应处无开关买卖实际运费发统识证办"
    "进贸标记档账号条从来对属企层级规银汇体据图书种门个奖红创营网页邮声选项为协会与还这点宝园农药仓库专员龙东车长"
    "动转录检验质历术楼医届华万亿兴写补览较输结周围征资讯隶险优广拨购审岁龄衔头币净余让减团队厂样态赠积归齐乡镇",
)
_BRACKETS = re.compile(r"[(\[{<【〔「《]([^)\]}>】〕」》]*)[)\]}>】〕」》]?")
_REMARKED = re.compile(r"([^(（]+)[(（]([^()（）]+)[)）]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[\s_\-.·:：,，、;；?？!！*#&\"'“”‘’`~^=+|%￥$]+")
COMPOUND = re.compile(r"[/\\／或及]")
_CUSTOM_SUFFIX = re.compile(r"__c$", re.I)
_VALUE = re.compile(r"(?<=\w)\s+[-–]\s+value$", re.I)
_NUMBERED = re.compile(r"(?<=[A-Za-z])\s(\d{1,2})\s?(?:[-–:]\s|\s(?=address$))", re.I)
_ORDINAL = re.compile(r"(?<=[^\d])(\d{1,2})$")


@dataclass(frozen=True)
class Header:
    """A header taken apart.

    squashed: lower case, simplified, without separators, brackets and trailing ordinal.
    words: the same split at separators and camel case. hints: contents of brackets.
    parts: the headers on either side of a slash. ordinal: 2 of "phone2".
    """

    squashed: str
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    ordinal: int | None = None


@lru_cache(maxsize=4096)
def parse_header(text: str) -> Header:
    """Take a header apart; the same meaning in another spelling gives the same `squashed`."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIMPLER)
    hints = tuple(hint.strip() for hint in _BRACKETS.findall(plain) if hint.strip())
    bare = _CUSTOM_SUFFIX.sub("", _BRACKETS.sub(" ", plain).strip()) or " ".join(hints)
    bare = re.sub(r"(?<=\w)\s*#\s*$", " no", bare)
    bare, inner = _numbered(_VALUE.sub("", bare))
    split = _CAMEL.sub(" ", bare)
    words = tuple(word.lower() for word in _SEPARATORS.split(split) if word)
    squashed, ordinal = "".join(words), None
    if match := _ORDINAL.search(squashed):
        squashed, ordinal = squashed[: match.start()], int(match[1])
        words = tuple(_ORDINAL.sub("", word) for word in words if not word.isdecimal())
    ordinal = inner if ordinal is None else ordinal
    pieces = [piece.strip() for piece in COMPOUND.split(bare) if piece.strip()]
    return Header(squashed, words, hints, tuple(pieces) if len(pieces) > 1 else (), ordinal)


def _numbered(text: str) -> tuple[str, int | None]:
    """E-mail 2 - Label is the second label, Address 1: City the first city."""
    found = _NUMBERED.search(text)
    if found is None:
        return text, None
    return f"{text[: found.start()]} {text[found.end() :]}", int(found[1])


def readings_of(cell: str) -> tuple[str, ...]:
    """The word of a cell, then what stands before a bracket and within it.

    >>> readings_of("A（重要客户）"), readings_of("Lead")
    (('a（重要客户）', 'a', '重要客户'), ('lead',))
    """
    word = " ".join(cell.split()).casefold()
    found = _REMARKED.fullmatch(word)
    return (word, found[1].strip(), found[2].strip()) if found else (word,)
