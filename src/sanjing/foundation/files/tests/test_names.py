"""What files are called."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.foundation.files.names import clean_name, ending_of


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("合同（盖章）.pdf", "合同（盖章）.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\林\\报价 v2.XLSX", "报价 v2.XLSX"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("\ufeff零\u200b宽.txt", "零宽.txt"),
        ("第一行\r\nSet-Cookie: a=b.txt", "第一行Set-Cookie_ a=b.txt"),
        ('a"b<c>|d?.csv', "a_b_c__d_.csv"),
        ("尾巴. . ", "尾巴"),
        ("NUL.txt", "file-NUL.txt"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("/", "file"),
        ("", "file"),
        ("e\u200b\u0301té.txt", "été.txt"),
    ],
)
def test_a_name_is_one_every_system_keeps(raw, clean):
    assert clean_name(raw) == clean


def test_an_ending_is_told_in_small_letters():
    assert (ending_of("a.tar.GZ"), ending_of("没有后缀")) == ("gz", "")


def test_a_long_name_is_cut_between_signs_and_keeps_its_ending():
    name = clean_name("合" * 300 + ".pdf")
    assert len(name.encode()) <= 255
    assert name == "合" * 83 + ".pdf"


@given(st.text(max_size=400))
@settings(max_examples=30, deadline=None)
def test_whatever_it_was_called_it_is_harmless_and_clean_already(raw):
    name = clean_name(raw)
    assert 0 < len(name.encode()) <= 255
    assert not set(name) & set('/\\<>:"|?*') and name not in (".", "..")
    assert not [one for one in name if unicodedata.category(one) in ("Cc", "Cf", "Cs")]
    assert clean_name(name) == name
