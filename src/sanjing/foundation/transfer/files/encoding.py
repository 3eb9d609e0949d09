"""Tell the encoding of a text file from its bytes.

UTF-8 is proved over the whole file; the double-byte encodings are told apart by how many of
the characters they produce belong to the common level of GB 2312 or Big5.
"""

import codecs
import re
from collections.abc import Callable
from functools import cache
from typing import BinaryIO

from .errors import UnreadableFile

CHUNK = 1 << 20
HEAD = 1 << 16
EVIDENCE = 1 << 18
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def detect_encoding(open_binary: Callable[[], BinaryIO]) -> str:
    """Name the codec that reads the file. Raises UnreadableFile when it is not text."""
    with open_binary() as stream:
        head = stream.read(HEAD)
    if not head.strip(b"\0 \t\r\n"):
        raise UnreadableFile("empty")
    for bom, codec in BOMS:
        if head.startswith(bom):
            return codec
    if wide := _utf16_without_bom(head):
        return wide
    _refuse_binary(head)
    good, evidence = _prove_utf8(open_binary)
    return "utf-8" if good else _double_or_single_byte(evidence)


def _utf16_without_bom(head: bytes) -> str | None:
    pairs = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    separators = head.count(b"\n") + head.count(b",")
    expected = max(1, pairs * 0.02, separators * 0.8)
    if max(even, odd) < expected or min(even, odd) > max(even, odd) * 0.1:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: pairs * 2].decode(codec, errors="replace")
    strange = sum(1 for char in text if char == "\ufffd" or (char < " " and char not in "\t\r\n"))
    has_lines = "\n" in text or "\r" in text or pairs < 200
    return codec if has_lines and strange <= len(text) * 0.02 else None


def _refuse_binary(head: bytes) -> None:
    controls = len(_CONTROL.findall(head))
    if controls > len(head) * 0.02 or head.count(0) > len(head) * 0.3:
        raise UnreadableFile("not_a_table")


def _prove_utf8(open_binary: Callable[[], BinaryIO]) -> tuple[bool, bytes]:
    """Decode the whole file; on failure return lines with high bytes as evidence."""
    evidence, broken, multibyte, rest = bytearray(), 0, 0, b""
    with open_binary() as stream:
        while chunk := stream.read(CHUNK):
            block, rest = _whole_lines(rest + chunk)
            if block.isascii():
                continue
            decoded = block.decode("utf-8", errors="replace")
            broken += decoded.count("\ufffd")
            multibyte += sum(1 for char in decoded[:HEAD] if char > "\x7f")
            if len(evidence) < EVIDENCE:
                evidence += b"\n".join(line for line in block.split(b"\n") if not line.isascii())
    if rest and not rest.isascii():
        decoded = rest.decode("utf-8", errors="replace")
        broken += decoded.count("\ufffd")
        multibyte += sum(1 for char in decoded[:HEAD] if char > "\x7f")
        evidence += rest
    return broken == 0 or broken * 50 < multibyte, bytes(evidence[:EVIDENCE])


def _whole_lines(data: bytes) -> tuple[bytes, bytes]:
    cut = data.rfind(b"\n") + 1
    if cut == 0 and len(data) > 4 * CHUNK:
        return data, b""
    return data[:cut], data[cut:]


def _double_or_single_byte(evidence: bytes) -> str:
    scores = {
        "gb18030": _common_share(evidence, "gb18030", "gb2312"),
        "cp950": _common_share(evidence, "cp950", "big5"),
    }
    scores["big5hkscs"] = _common_share(evidence, "big5hkscs", "big5") - 0.01
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] < 0.5 or (_isolated_share(evidence) > 0.7 and scores[best] < 0.8):
        return _single_byte(evidence)
    return "big5" if best == "cp950" else best


def _common_share(evidence: bytes, codec: str, level: str) -> float:
    text = evidence.decode(codec, errors="replace")
    foreign = [char for char in text if char > "\x7f"]
    common, usual = _level_one(level), _usual(level)
    points = sum(
        -2 if char == "\ufffd" else (char in common) * 0.8 + (char in usual) * 0.2
        for char in foreign
    )
    return points / max(1, len(foreign))


@cache
def _level_one(level: str) -> frozenset[str]:
    """Characters of the first level of GB 2312 or Big5, and their punctuation."""
    if level == "gb2312":
        leads, trails = [*range(0xA1, 0xA4), *range(0xB0, 0xD8)], [*range(0xA1, 0xFF)]
    else:
        leads, trails = [*range(0xA1, 0xC7)], [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return frozenset("".join(pair.decode(level, errors="ignore") for pair in pairs))


@cache
def _usual(level: str) -> frozenset[str]:
    """Characters that office tables are full of, as either side writes them."""
    shared = "的一是不了在人有我他这中大来上司公地址市手日期名金姓省限有技科工商北京上海山西江南路行年月号元数品"
    if level == "gb2312":
        return frozenset(
            shared
            + "这来个们为国时产业电话联系单位价额务备注编销售货区县镇张陈刘杨赵黄吴东广贸实华设备农"
        )
    return frozenset(
        shared
        + "這來個們為國時產業電話聯絡單位價額務備註編銷售貨區縣鎮張陳劉楊趙黃吳東廣貿實華設號數臺灣"
    )


def _isolated_share(evidence: bytes) -> float:
    runs = [len(match[0]) for match in _HIGH_RUN.finditer(evidence)]
    return sum(1 for run in runs if run == 1) / max(1, len(runs))


def _single_byte(evidence: bytes) -> str:
    try:
        evidence.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
