"""Make the shipped pinyin tables from the dictionaries of pypinyin.

Run it after an update of pypinyin: ``python -m sanjing.kernel.tests.pinyin_tables``.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

DATA = Path(__file__).parents[1] / "data"


def characters_table() -> str:
    """One line a syllable: the syllable, then every character first read so."""
    groups: dict[str, list[str]] = defaultdict(list)
    for character, syllable in _characters().items():
        groups[syllable].append(character)
    return "".join(
        f"{syllable},{''.join(sorted(groups[syllable]))}\n" for syllable in sorted(groups)
    )


def phrases_table() -> str:
    """One line a phrase that tells how a character of several readings is read.

    Pairs are all kept, for a pair that reads as usual keeps its characters from another pair
    (成长|安全, not 成|长安|全); longer phrases only where the pairs in them would be read wrongly.
    """
    characters = _characters()
    phrases = {
        phrase: tuple(_plain(choices[0]) for choices in reading)
        for phrase, reading in phrases_dict.items()
    }
    ambiguous = {
        character
        for phrase, reading in phrases.items()
        for character, syllable in zip(phrase, reading, strict=True)
        if characters.get(character) != syllable
    }
    kept: dict[str, tuple[str, ...]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (len(phrase), phrase)):
        if not ambiguous.isdisjoint(phrase) and (
            len(phrase) == 2 or _read(phrase, characters, kept) != phrases[phrase]
        ):
            kept[phrase] = phrases[phrase]
    return "".join(f"{phrase},{' '.join(kept[phrase])}\n" for phrase in sorted(kept))


def _read(
    text: str, characters: dict[str, str], phrases: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    found: list[str] = []
    at = 0
    while at < len(text):
        end = next((end for end in range(len(text), at + 1, -1) if text[at:end] in phrases), at + 1)
        found += phrases.get(text[at:end], (characters.get(text[at], text[at]),))
        at = end
    return tuple(found)


@cache
def _characters() -> dict[str, str]:
    return {chr(code): _plain(readings.split(",")[0]) for code, readings in pinyin_dict.items()}


@cache
def _plain(syllable: str) -> str:
    return str(to_normal(syllable)).replace("ü", "v").replace("ê", "e")


if __name__ == "__main__":
    (DATA / "pinyin_characters.csv").write_text(characters_table(), "utf-8")
    (DATA / "pinyin_phrases.csv").write_text(phrases_table(), "utf-8")
