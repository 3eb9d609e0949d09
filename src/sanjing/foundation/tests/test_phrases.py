"""Pieces of text are put together in the punctuation of the reader's language."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from sanjing.foundation.phrases import joined, labelled, listed, month_word, noted, running

PACKAGE = Path(__file__).resolve().parents[2]
OF_FILES = ("kernel", "demo", "commands", "recognise", "tests", "openapi")
CODE = [path for path in sorted(PACKAGE.rglob("*.py")) if not {*path.parts} & {*OF_FILES}]
GLUED = re.compile(r"""["'][、，；：。][“”]?["']\.join|f["'][^"']*}[：，；、（）。][^"']*\{""")
ALLOWED = ("foundation/phrases.py",)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "甲、乙；丙：丁"), ("zh-hant", "甲、乙；丙：丁"), ("en", "甲, 乙; 丙: 丁")],
)
def test_lists_and_labels_follow_the_language(language: str, said: str) -> None:
    with override(language):
        assert joined([listed(["甲", "乙"]), labelled("丙", "丁")]) == said


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "10"), ("zh-hant", "10"), ("en", "Oct")]
)
def test_a_month_is_a_number_in_chinese_and_a_word_in_english(language: str, said: str) -> None:
    with override(language):
        assert month_word(10) == said


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "甲。乙。"), ("en", "甲。 乙。")])
def test_sentences_stand_apart_where_the_language_sets_them_apart(language: str, said: str) -> None:
    with override(language):
        assert running(["甲。", "乙。"]) == said


def test_a_note_follows_its_header_whoever_writes_it() -> None:
    with override("en"):
        assert (noted("传真", "1"), noted("fax", "1")) == ("传真：1", "fax: 1")


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_is_glued_with_chinese_punctuation(path: Path) -> None:
    """Use `phrases.listed`, `joined` and `labelled`: readers of English see their own marks."""
    if str(path.relative_to(PACKAGE)) not in ALLOWED:
        found = GLUED.search(path.read_text("utf-8"))
        assert found is None, f"{found and found[0]} · use sanjing.foundation.phrases"
