"""Texts that were looked up before."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext

from sanjing.web import texts
from sanjing.web.texts import Remembering


@pytest.mark.parametrize(
    ("language", "customer", "unknown"),
    [("zh-hans", "客户", "没有这句"), ("en", "Customer", "没有这句")],
)
def test_they_read_the_same_the_second_time(language, customer, unknown):
    with translation.override(language):
        for _time in range(2):
            assert (gettext("客户"), gettext("没有这句")) == (customer, unknown)
    with translation.override("en"):
        assert pgettext("复数", "客户") == "Customers"


def test_memory_does_not_grow_with_what_is_no_text(monkeypatch):
    monkeypatch.setattr(texts, "MOST", 3)
    catalogue = Remembering("en")
    assert [catalogue.gettext(f"第 {n} 句") for n in range(9)] == [f"第 {n} 句" for n in range(9)]
    assert len(catalogue._told) <= 3
