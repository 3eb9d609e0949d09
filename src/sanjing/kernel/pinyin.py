"""Chinese text as pinyin without tones: the words people type to find a name.

Readings come from the ``pypinyin`` dictionaries (MIT), whose phrases settle characters with
several readings. A person's surname is read as a surname: 单 is Shàn, 曾 is Zēng.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from sanjing.kernel.scripts import CJK

_PARTS = re.compile(rf"([{CJK}]+)|([^\W_{CJK}]+)")


@dataclass(frozen=True, slots=True)
class Sounds:
    """How a name is spoken: one syllable and one initial for each character or Latin word."""

    syllables: tuple[str, ...]
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Readings:
    """Toneless readings of single characters, phrases and surnames."""

    characters: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    longest_phrase: Mapping[str, int]
    surnames: Mapping[str, tuple[str, ...]]


def syllables(text: str, person: bool = False) -> list[str]:
    """Syllables of ``text`` in reading order, without tones, ü written v.

    A run of letters or digits counts as one syllable, in lower case; punctuation is dropped.

    >>> syllables("重庆吕布3M")
    ['chong', 'qing', 'lv', 'bu', '3m']
    >>> syllables("单雪", person=True), syllables("单位")
    (['shan', 'xue'], ['dan', 'wei'])
    """
    return list(sounds(text, person).syllables)


def initials(text: str, person: bool = False) -> str:
    """First letters of the syllables; a run of letters or digits is kept whole.

    >>> initials("曾国藩", person=True), initials("TCL集团")
    ('zgf', 'tcljt')
    """
    return "".join(sounds(text, person).initials)


def pinyin_key(text: str, person: bool = False) -> str:
    """Key that sorts names as a Chinese telephone book does.

    >>> sorted(["张伟", "阿明", "曾敏"], key=lambda name: pinyin_key(name, person=True))
    ['阿明', '曾敏', '张伟']
    """
    return " ".join(sounds(text, person).syllables)


@lru_cache(maxsize=1 << 17)
def sounds(text: str, person: bool) -> Sounds:
    """Syllables and initials of ``text``, remembered for the names that come back."""
    spoken: list[str] = []
    letters: list[str] = []
    for part in _PARTS.finditer(text):
        if part[1]:
            read = _read(part[1], person and part.start() == 0)
            spoken += read
            letters += [syllable[0] for syllable in read]
        else:
            spoken.append(part[2].lower())
            letters.append(part[2].lower())
    return Sounds(tuple(spoken), tuple(letters))


def _read(run: str, person: bool) -> list[str]:
    readings = _readings()
    found: list[str] = []
    at = 0
    if person:
        surname = readings.surnames.get(run[:2]) or readings.surnames.get(run[:1])
        if surname:
            found += surname
            at = len(surname)
    characters, phrases, longest = readings.characters, readings.phrases, readings.longest_phrase
    while at < len(run):
        character = run[at]
        for end in range(min(at + longest.get(character, 1), len(run)), at + 1, -1):
            phrase = phrases.get(run[at:end])
            if phrase:
                found += phrase
                at = end
                break
        else:
            found.append(characters.get(character, character))
            at += 1
    return found


@cache
def _readings() -> _Readings:
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    @cache
    def plain(syllable: str) -> str:
        return str(to_normal(syllable)).replace("ü", "v").replace("ê", "e")

    characters = {chr(code): plain(all_.split(",")[0]) for code, all_ in pinyin_dict.items()}
    phrases = {
        phrase: tuple(plain(choices[0]) for choices in readings)
        for phrase, readings in phrases_dict.items()
    }
    phrases = _telling(phrases, characters)
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(longest.get(phrase[0], 1), len(phrase))
    return _Readings(characters, phrases, longest, _surnames())


def _telling(
    phrases: dict[str, tuple[str, ...]], characters: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """Keep phrases with a character that some phrase reads otherwise than it is read alone."""
    ambiguous = {
        character
        for phrase, reading in phrases.items()
        for character, syllable in zip(phrase, reading, strict=True)
        if characters.get(character) != syllable
    }
    return {
        phrase: reading for phrase, reading in phrases.items() if not ambiguous.isdisjoint(phrase)
    }


def _surnames() -> dict[str, tuple[str, ...]]:
    text = resources.files("sanjing.kernel").joinpath("data/surnames.csv").read_text("utf-8")
    return {
        row["surname"]: tuple(row["pinyin"].split()) for row in csv.DictReader(text.splitlines())
    }
