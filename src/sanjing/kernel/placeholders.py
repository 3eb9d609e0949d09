"""Gaps in a text, written in braces: 您好，{联系人}！"""

import re
from collections.abc import Mapping

_GAP = re.compile(r"[{｛]\s*([^{}｛｝\n]{1,30}?)\s*[}｝]")


def gaps(text: str) -> list[str]:
    """What stands in braces, each once, in the order it comes.

    >>> gaps("您好，{联系人}！｛负责人｝上，{联系人}")
    ['联系人', '负责人']
    """
    return list(dict.fromkeys(_GAP.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its gaps filled; one without a value, or with an empty one, stays as it is.

    >>> fill("{客户名称}：{联系人}您好", {"客户名称": "江城{联系人}厂", "联系人": ""})
    '江城{联系人}厂：{联系人}您好'
    """
    return _GAP.sub(lambda found: values.get(found[1]) or found[0], text)
