"""The name a file is shown and handed out under, whatever it was called where it came from."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 255
NAMELESS = "file"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def clean_name(raw: str) -> str:
    """A name every system can keep: no path, nothing unseen or turned round, at most 255 bytes.

    >>> clean_name("C:\\\\合同\\\\2026 年.PDF")
    '2026 年.PDF'
    >>> clean_name("发票\\u202efdp.exe")
    '发票fdp.exe'
    >>> clean_name("../../etc/.passwd")
    'passwd'
    """
    last = raw.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    text = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen)).strip(". ")
    stem, ending = split(text)
    if not stem or _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"{NAMELESS}{'-' if stem else ''}{stem}"
    return _shortened(stem, f".{ending}" if ending else "")


def split(name: str) -> tuple[str, str]:
    """The name without its ending, and the ending as it is written: ("合同", "PDF")."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot else (ending, "")


def ending_of(name: str) -> str:
    return split(name)[1].lower()


def _shortened(stem: str, ending: str) -> str:
    kept = ending.encode()[: MOST_BYTES // 2].decode(errors="ignore").rstrip(" ")
    room = MOST_BYTES - len(kept.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + kept
