"""The search vocabulary: what a name is indexed under, and what a question asks for.

Both sides speak in *terms* of letters, digits and Chinese characters only, so that any full-text
engine that splits at spaces can hold them. All terms of a question must be found (AND).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sanjing.kernel.pinyin import Sounds, other_sounds, sounds
from sanjing.kernel.scripts import CJK

LONGEST_PREFIX = 12
"""Letters kept of joined pinyin and initials, and asked for by a prefix."""

_RUN = re.compile(rf"([{CJK}]+)|([^\W_{CJK}]+)")
_BETWEEN_CJK = re.compile(rf"(?<=[{CJK}])[\W_]+(?=[{CJK}])")
_SPACE_BETWEEN_CJK = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-().]+(?=\d)")
_ANY_CJK = re.compile(rf"[{CJK}]")
_WORD = re.compile(rf"[^\W_{CJK}]+")
_DIGITS = re.compile("[0-9]+")
_LONG_DIGITS = re.compile(r"[0-9]{3,}")
_PIECE = re.compile(r"[0-9]{3,}|[^\W\d_]{2,}")
_COUNTRY_PREFIX = re.compile(r"(?<!\S)(?:\+|00)86[\s\-]*(?=1\d)")
_MARKS = re.compile("[\u0300-\u036f]")
_ACCENTED = re.compile("[\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]")
_UNDECOMPOSED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Term:
    """One word to look up; ``prefix`` asks for every word that begins with it."""

    text: str
    prefix: bool = False


def plain(text: str) -> str:
    """Fold width, case, accents and the spaces between Chinese characters.

    >>> plain("Ｍüller　＆  Söhne"), plain(" 张 伟 ")
    ('muller & sohne', '张伟')
    """
    folded = _fold(text)
    return folded if folded.isalnum() else " ".join(_SPACE_BETWEEN_CJK.sub("", folded).split())


def index_terms(
    names: Sequence[str],
    persons: bool = False,
    digits: Sequence[str] = (),
    codes: Sequence[str] = (),
) -> list[str]:
    """Terms under which a record is found, each once, in order of appearance.

    ``names`` of people or firms are found by any part, pinyin or initials; ``digits`` (telephone
    numbers) by any three or more digits; ``codes`` (credit codes, e-mail) by part and by digits.

    >>> index_terms(["张伟"], persons=True)
    ['张伟', '伟', 'zhangwei', 'wei', 'zw']
    >>> index_terms([], digits=["138-0013"]), index_terms([], codes=["CRM-2024"])
    (['138', '380', '800', '001', '013'], ['crm2024', 'crm', '202', '024'])
    """
    terms: dict[str, None] = {}
    for name in names:
        _add_name(terms, _fold(name), persons)
    for number in digits:
        _add_trigrams(terms, "".join(_DIGITS.findall(_fold(number))))
    for code in codes:
        _add_code(terms, _fold(code))
    return list(terms)


def query_terms(text: str) -> list[Term]:
    """Terms that a record must have, all of them, to answer ``text``.

    >>> [term.text for term in query_terms("张伟 8000")]
    ['张伟', '800', '000']
    >>> query_terms("张"), query_terms("zhangw")
    ([Term(text='张', prefix=True)], [Term(text='zhangw', prefix=True)])
    """
    terms: dict[Term, None] = {}
    for part in _query_parts(text):
        for run in _RUN.finditer(part):
            if run[1]:
                _ask_chinese(terms, run[1])
            else:
                _ask_word(terms, run[2])
    return list(terms)


def matches(query: str, plain_text: str) -> bool:
    """Whether every Chinese and every digit run of ``query`` stands unbroken in ``plain_text``.

    Terms only prove that the pairs and triples are somewhere; this proves that they are together.
    Latin words may be pinyin and are left to the terms.

    >>> matches("平安", "深圳市平安科技"), matches("安平", "平安平"), matches("安科平", "平安科技")
    (True, True, False)
    >>> matches("1380", "138-0013-8000"), matches("zw", "张伟")
    (True, True)
    """
    return verifier(query)(plain_text)


def verifier(query: str) -> Callable[[str], bool]:
    """`matches` with the query read once, for many texts."""
    pieces: list[str] = []
    for part in _query_parts(query):
        for run in _RUN.finditer(part):
            pieces += [run[1]] if run[1] else _LONG_DIGITS.findall(run[2])

    def verify(plain_text: str) -> bool:
        if all(piece in plain_text for piece in pieces):
            return True
        squeezed = _BETWEEN_DIGITS.sub("", _BETWEEN_CJK.sub("", plain_text))
        return all(piece in squeezed for piece in pieces)

    return verify


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _ACCENTED.search(folded):
        bare = _MARKS.sub("", unicodedata.normalize("NFKD", folded)).translate(_UNDECOMPOSED)
        return unicodedata.normalize("NFKC", bare)
    return _MARKS.sub("", folded)


def _add_name(terms: dict[str, None], name: str, person: bool) -> None:
    if not _ANY_CJK.search(name):
        for word in _WORD.findall(name):
            _add_word(terms, word)
        return
    joined = name if name.isalnum() else _BETWEEN_CJK.sub("", name)
    for run in _RUN.finditer(joined):
        if run[1]:
            characters = run[1]
            for start in range(len(characters) - 1):
                terms[characters[start : start + 2]] = None
            terms[characters[-1]] = None
        else:
            _add_word(terms, run[2])
    _add_pinyin(terms, joined, person)


def _add_pinyin(terms: dict[str, None], name: str, person: bool) -> None:
    _add_sounds(terms, sounds(name, person))
    for other in other_sounds(name, person):
        _add_sounds(terms, other)


def _add_sounds(terms: dict[str, None], heard: Sounds) -> None:
    whole = "".join(heard.syllables)
    start = 0
    for syllable in heard.syllables:
        terms[whole[start : start + LONGEST_PREFIX]] = None
        start += len(syllable)
    letters = "".join(heard.initials)
    start = 0
    for initial in heard.initials[:-1]:
        terms[letters[start : start + LONGEST_PREFIX]] = None
        start += len(initial)


def _add_word(terms: dict[str, None], word: str) -> None:
    terms[word] = None
    for piece in _pieces(word):
        if not piece.isdigit():
            terms[piece] = None
        else:
            _add_trigrams(terms, piece)


def _add_code(terms: dict[str, None], code: str) -> None:
    words = _WORD.findall(code)
    for word in dict.fromkeys(("".join(words), *words)) if words else ():
        if len(word) < 3 or not word.isdigit():
            _add_word(terms, word)
        else:
            _add_trigrams(terms, word)


def _add_trigrams(terms: dict[str, None], number: str) -> None:
    for start in range(len(number) - 2):
        terms[number[start : start + 3]] = None


def _query_parts(text: str) -> list[str]:
    without_country = _COUNTRY_PREFIX.sub("", _fold(text))
    return [_BETWEEN_CJK.sub("", part) for part in without_country.split()]


def _ask_chinese(terms: dict[Term, None], run: str) -> None:
    if len(run) == 1:
        terms[Term(run, prefix=True)] = None
    for start in range(len(run) - 1):
        terms[Term(run[start : start + 2])] = None


def _ask_word(terms: dict[Term, None], word: str) -> None:
    pieces = _pieces(word)
    if not pieces:
        terms[Term(word[:LONGEST_PREFIX], prefix=not word.isdigit())] = None
    for piece in pieces:
        if not piece.isdigit():
            terms[Term(piece[:LONGEST_PREFIX], prefix=True)] = None
        else:
            for start in range(len(piece) - 2):
                terms[Term(piece[start : start + 3])] = None


def _pieces(word: str) -> list[str]:
    """Digit runs of three and more with the letter runs of two and more around them, or nothing."""
    if len(word) < 3 or word.isalpha() or not _LONG_DIGITS.search(word):
        return []
    return _PIECE.findall(word)
