"""Names are read as Chinese people say them."""

from importlib import resources

import pytest
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.phrases_dict import phrases_dict

from sanjing.kernel.pinyin import initials, pinyin_key, syllables
from sanjing.kernel.tests.pinyin_tables import characters_table, phrases_table

SURNAMES = {
    "单雄信": "shan xiong xin",
    "曾国藩": "zeng guo fan",
    "解缙": "xie jin",
    "仇英": "qiu ying",
    "区适": "ou shi",
    "查良镛": "zha liang yong",
    "朴树": "piao shu",
    "盖叫天": "ge jiao tian",
    "翟志刚": "zhai zhi gang",
    "任正非": "ren zheng fei",
    "乐嘉": "yue jia",
    "缪斌": "miao bin",
    "尉迟恭": "yu chi gong",
    "万俟卨": "mo qi xie",
    "长孙无忌": "zhang sun wu ji",
    "澹台灭明": "tan tai mie ming",
    "欧阳修": "ou yang xiu",
    "令狐冲": "ling hu chong",
    "吕布": "lv bu",
}


@pytest.mark.parametrize(("name", "spoken"), SURNAMES.items())
def test_a_surname_is_read_as_a_surname(name: str, spoken: str) -> None:
    assert syllables(name, person=True) == spoken.split()


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("单位", "dan wei"),
        ("重庆银行", "chong qing yin hang"),
        ("长沙行长", "chang sha hang zhang"),
        ("成长安全", "cheng zhang an quan"),
        ("解放军", "jie fang jun"),
        ("乐购超市", "le gou chao shi"),
    ],
)
def test_a_company_is_read_by_its_words(text: str, spoken: str) -> None:
    assert syllables(text) == spoken.split()


def test_the_surname_rule_reads_only_the_first_character() -> None:
    assert syllables("王单", person=True) == ["wang", "dan"]
    assert syllables("Lee单", person=True) == ["lee", "dan"]


def test_every_standing_phrase_is_read_as_the_dictionary_reads_it() -> None:
    differing = [
        phrase
        for phrase in phrases_dict
        if syllables(phrase)
        != [syllable.replace("ü", "v") for syllable in lazy_pinyin(phrase, v_to_u=False)]
    ]
    assert differing == []


def test_the_shipped_tables_are_those_of_the_dictionary() -> None:
    data = resources.files("sanjing.kernel").joinpath("data")
    assert data.joinpath("pinyin_characters.csv").read_text("utf-8") == characters_table()
    assert data.joinpath("pinyin_phrases.csv").read_text("utf-8") == phrases_table()


def test_every_shipped_surname_reading_is_needed() -> None:
    data = resources.files("sanjing.kernel").joinpath("data/pinyin_surnames.csv")
    for line in data.read_text("utf-8").splitlines():
        surname, reading = line.split(",")
        assert syllables(surname, person=True) == reading.split()
        assert len(surname) > 1 or syllables(surname) != reading.split()


def test_every_doubtful_character_has_two_readings_of_the_dictionary() -> None:
    data = resources.files("sanjing.kernel").joinpath("data/pinyin_second.csv")
    for line in data.read_text("utf-8").splitlines():
        word, said = line.split(",")
        if len(word) == 1 and word != "谌":  # in Hunan a Shen, as no dictionary says
            known = pinyin(word, style=Style.NORMAL, heteronym=True)[0]
            assert len({*said.split()} & {*known}) == 2, line


def test_latin_words_stand_whole_and_punctuation_vanishes() -> None:
    assert syllables("A·O.史密斯（中国）") == ["a", "o", "shi", "mi", "si", "zhong", "guo"]
    assert initials("3M中国") == "3mzg"
    assert syllables("") == []


def test_names_sort_by_sound() -> None:
    names = ["张伟", "阿明", "曾敏", "李四", "单雪"]
    ordered = sorted(names, key=lambda name: pinyin_key(name, person=True))
    assert ordered == ["阿明", "李四", "单雪", "曾敏", "张伟"]
