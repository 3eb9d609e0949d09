"""Chinese text as pinyin without tones: the words people type to find a name.

Readings come from the dictionaries of pypinyin, cut down to what differs without tones: phrases
settle characters with several readings (loading them costs a tenth of loading pypinyin itself).
A person's surname is read as a surname: 单 is Shàn, 曾 is Zēng. Where nothing settles how a character
is read (长风 is Cháng or Zhǎng fēng), `other_sounds` gives what else a person may type.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from sys import intern

from sanjing.kernel.scripts import CJK

MOST_OTHERS = 3
"""Further readings of one name: its first doubtful characters, one at a time."""

_PARTS = re.compile(rf"([{CJK}]+)|([^\W_{CJK}]+)")


@dataclass(frozen=True, slots=True)
class Sounds:
    """How a name is spoken: one syllable and one initial for each character or Latin word."""

    syllables: tuple[str, ...]
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Readings:
    """Toneless readings of single characters, phrases and surnames; `second` are those in doubt."""

    characters: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    phrase_lengths: Mapping[str, tuple[int, ...]]
    surnames: Mapping[str, tuple[str, ...]]
    second: Mapping[str, tuple[str, ...]]


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


@lru_cache(maxsize=1 << 14)
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


def other_sounds(text: str, person: bool) -> list[Sounds]:
    """What else `text` may be called by who knows it from reading only: one doubt at a time.

    >>> [other.syllables for other in other_sounds("长风", False)]
    [('chang', 'feng')]
    >>> other_sounds("长江", False)
    []
    """
    if not _doubtful().search(text):
        return []
    others: list[Sounds] = []
    heard, at = sounds(text, person), 0
    for part in _PARTS.finditer(text):
        if not part[1]:
            at += 1
            continue
        for start, said in _doubts(part[1], person and part.start() == 0):
            others.append(_with(heard, at + start, said))
        at += len(part[1])
    return [other for other in dict.fromkeys(others) if other != heard][:MOST_OTHERS]


def _doubts(run: str, person: bool) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Places in `run` that no phrase settles, with syllables that may be said there."""
    second = _readings().second
    for start, end, _reading in _pieces(run, person):
        word = run[start:end]
        if end - start > 1 and word in second:
            yield start, second[word]
        elif end - start == 1:
            for said in second.get(word, ()):
                yield start, (said,)


def _with(heard: Sounds, at: int, said: tuple[str, ...]) -> Sounds:
    end = at + len(said)
    return Sounds(
        (*heard.syllables[:at], *said, *heard.syllables[end:]),
        (*heard.initials[:at], *(syllable[0] for syllable in said), *heard.initials[end:]),
    )


def _read(run: str, person: bool) -> list[str]:
    return [syllable for _start, _end, reading in _pieces(run, person) for syllable in reading]


def _pieces(run: str, person: bool) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Surname, phrases and single characters of a run, each with its reading."""
    readings, at = _readings(), 0
    if person:
        surname = readings.surnames.get(run[:2]) or readings.surnames.get(run[:1])
        if surname:
            at = len(surname)
            yield 0, at, surname
    characters, phrases, lengths = readings.characters, readings.phrases, readings.phrase_lengths
    while at < len(run):
        character = run[at]
        for length in lengths.get(character, ()):
            phrase = phrases.get(run[at : at + length])
            if phrase and at + length <= len(run):
                yield at, at + length, phrase
                at += length
                break
        else:
            yield at, at + 1, (characters.get(character, character),)
            at += 1


@cache
def _doubtful() -> re.Pattern[str]:
    return re.compile(f"[{''.join({word[0] for word in _readings().second})}]")


@cache
def _readings() -> _Readings:
    characters = {
        character: syllable for syllable, all_of in _rows("characters") for character in all_of
    }
    phrases = {phrase: tuple(reading.split(" ")) for phrase, reading in _rows("phrases")}
    surnames = {surname: tuple(reading.split(" ")) for surname, reading in _rows("surnames")}
    second = {word: tuple(reading.split(" ")) for word, reading in _rows("second")}
    lengths: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        lengths[phrase[0]].add(len(phrase))
    longest_first = {
        first: tuple(sorted(all_of, reverse=True)) for first, all_of in lengths.items()
    }
    return _Readings(characters, phrases, longest_first, surnames, second)


def _rows(table: str) -> Iterator[tuple[str, str]]:
    text = resources.files("sanjing.kernel").joinpath(f"data/pinyin_{table}.csv")
    for line in text.read_text("utf-8").splitlines():
        key, _, value = line.partition(",")
        yield intern(key), value
