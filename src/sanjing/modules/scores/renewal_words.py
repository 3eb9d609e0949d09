"""Why a contract may not be renewed, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.foundation.charts import money
from sanjing.foundation.phrases import running

MONEY = ("size", "overdue")


def read(kept: str) -> list[tuple[str, int | None]]:
    """(what, the figure behind it, none where there is none), the strongest first.

    >>> read("silent:85:120,bought:40:")
    [('silent', 120), ('bought', None)]
    """
    parts = [one.split(":") for one in kept.split(",") if one]
    return [(code, int(figure) if figure else None) for code, _moved, figure in parts]


def why(kept: str) -> str:
    return running(sentence(code, figure) for code, figure in read(kept))


def sentence(code: str, figure: int | None) -> str:
    if figure is None:
        return {
            "size": _("合同没写金额。"), "bought": _("没有可比的购买。"), "silent": _("从没买过。")
        }[code]  # fmt: skip
    if code == "terms":
        told = _("是这位客户的第一份合同。") if not figure else _("之前有过 %(n)s 份合同。")
        return told % {"n": figure}
    sentences = {
        "size": _("合同金额 %(n)s，这样的续得少。"),
        "bought": _("近 90 天买的是平常的 %(n)s%%。"),
        "silent": _("%(n)s 天没买。"),
        "contacts": _("近 90 天联系 %(n)s 次。"),
        "upset": _("近半年有 %(n)s 次不愉快或要处理的事。"),
        "broken": _("近半年到期的承诺，%(n)s 个没兑现。"),
        "overdue": _("逾期 %(n)s。"),
        "departed": _("近半年走了 %(n)s 位联系人。"),
    }
    return sentences[code] % {"n": money(figure) if code in MONEY else figure}


def names() -> dict[str, str]:
    """What each column is called where all of them are spoken of."""
    return {
        "size": _("合同金额"), "terms": _("第几份合同"), "bought": _("近来买的"), "silent": _("多久没买"),
        "contacts": _("联系"), "upset": _("不愉快"), "broken": _("没兑现的承诺"), "overdue": _("逾期"),
        "departed": _("联系人走了"),
    }  # fmt: skip
