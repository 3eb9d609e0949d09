"""People in files: whether its rows are such, where it does not say so, and which colleague a name means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sanjing.foundation.accounts.models import User
from sanjing.foundation.transfer.recognise.names import is_company, is_person
from sanjing.kernel.phones import normal_phone

SPACED = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){1,3}")
NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?)(?!\d)")
NUMBERS = re.compile(rf"(?:{NUMBER.pattern}[\s,，、;；/]*)+")
REMARK = re.compile(r"[(（][^)）]*[)）]")
SEVERAL = re.compile(r"[\n,，、;；/]+")
SAID = ("姓名", "人名")
ENOUGH = 3


def names_people(header: str, values: Sequence[Any]) -> bool:
    """Whether a column of names is one of people: it says so, or nearly all of them read like it.

    >>> names_people("会员姓名", ["王芳", "鑫源商行"]), names_people("客户名称", ["李宁", "鑫源商行"])
    (True, False)
    """
    texts = [value for value in values if isinstance(value, str)]
    people = sum(is_person(text) and not is_company(text) for text in texts)
    if any(word in header for word in SAID):
        return people >= len(texts) / 2 > 0
    return len(texts) >= ENOUGH and people >= 0.8 * len(texts)


def drawn_together(cell: Any) -> Any:
    """A name without the gaps that make it as wide as others in print.

    >>> drawn_together("张 三"), drawn_together("Mary Ann"), drawn_together("类 型")
    ('张三', 'Mary Ann', '类 型')
    """
    if not isinstance(cell, str) or not SPACED.fullmatch(cell):
        return cell
    joined = "".join(cell.split())
    return joined if is_person(joined) else cell


def name_and_numbers(text: str) -> tuple[str, list[str]]:
    """The first person of a cell that also holds telephone numbers, and that person's numbers.

    >>> name_and_numbers("王海波 13871234567\\n张敏（财务）13871239999")
    ('王海波', ['13871234567'])
    >>> name_and_numbers("陈志强/陈小明 0731-88812345"), name_and_numbers("张三")
    (('陈志强', ['0731-88812345']), ('张三', []))
    """
    found = NUMBERS.search(text)
    if found is None:
        return text, []
    named = SEVERAL.split(REMARK.sub(" ", text[: found.start()]).strip(" :：,，、;；/"))[0].strip()
    return named or text, NUMBER.findall(found[0])


def parted(values: dict[str, Any], name: str, reaches: AbstractSet[str]) -> str:
    """Take 王海波 13871234567 under `name` apart; returns the cell if it says more than fields can hold."""
    text = values.get(name)
    first, numbers = name_and_numbers(text) if isinstance(text, str) else ("", [])
    if not isinstance(text, str) or not numbers:
        return ""
    values[name] = first
    for number in numbers:
        way = "mobile" if normal_phone(number).mobile else "phone"
        if way in reaches:
            values.setdefault(way, number)
    held = [first, *(number for number in numbers if number in values.values())]
    return "" if "".join(text.split()) == "".join("".join(held).split()) else text


def everybody() -> dict[str, Any]:
    """Active users by their names; None where two share one."""
    people: dict[str, User | None] = {"": None}
    for user in User.objects.filter(is_active=True).select_related("team").order_by("pk"):
        for word in {user.name.casefold(), user.username.casefold()}:
            people[word] = None if word in people else user
    return people
