"""Whatever the interface says, it can say in the reader's language."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from tools import translations
from tools.catalogue import Entry, parse, render

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "sanjing"
CHINESE = re.compile("[一-鿿、-〿！-￿]")
TRANSLATED = re.compile(
    r"{#.*?#}|{% comment %}.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}"
    r"|{% translate .*?%}|_\((\".*?\"|'.*?')\)",
    re.S,
)
TEMPLATES = [path for path in sorted(PACKAGE.rglob("*.html")) if "tests" not in path.parts]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_marks_every_text_for_translation(path):
    rest = TRANSLATED.sub("", path.read_text(encoding="utf-8"))

    assert not CHINESE.search(rest), f"wrap it in {{% translate %}} or _(): {rest.strip()[:300]}"


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "客户"), ("en", "Customer"), ("zh-hant", "客戶")]
)
def test_the_package_finds_its_catalogues(language, said):
    with override(language):
        assert gettext("客户") == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "登录名"), ("en", "User name"), ("zh-hant", "登入名")]
)
def test_a_stranger_reads_the_sign_in_page_in_the_language_they_choose(language, said, admin):
    browser = Client()
    browser.post("/language/", {"language": language, "next": "/login/"})

    assert said in browser.get("/login/").text


def test_a_missing_text_and_a_lost_placeholder_are_named():
    entries = [
        Entry("保存", texts=[""], places=["web/a.html"]),
        Entry("共 %(count)s 条", texts=["in all"]),
        Entry("取消", texts=["Cancel"]),
    ]

    assert list(translations.faults(entries)) == [
        "There is no English for '保存' (web/a.html).",
        "'in all' and '共 %(count)s 条' differ in %(count)s.",
    ]


def test_a_catalogue_reads_back_as_it_was_written():
    entries = [
        Entry("一\n“二”\t\\", texts=['one\n"two"'], places=["a.py"], flags=["python-format"]),
        Entry("%(n)s 秒", plural="%(n)s 秒", texts=["%(n)s second", "%(n)s seconds"]),
        Entry("是", context="comparison", texts=["is"]),
    ]

    assert list(parse(render(entries, "en")).values()) == entries


def test_a_word_that_opencc_takes_for_another_is_put_right():
    assert translations.traditional([Entry("统一社会信用代码")])[0].texts == ["統一社會信用代碼"]
