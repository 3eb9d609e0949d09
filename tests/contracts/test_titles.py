"""Every page that opens at an address of its own says in the browser's tab what it is."""

from __future__ import annotations

import re

import pytest

from sanjing.foundation.entities import registry
from tests.contracts.surfaces import READING, WRITING
from tests.support.factories import make

pytestmark = pytest.mark.django_db
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


@pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda entity: entity.name)
def test_every_page_of_a_record_and_its_dialogs_have_a_title(entity, mine, subtests) -> None:
    record, browser = make(entity, mine.actor), mine.browser()
    pages = [one for one in (*READING, *WRITING) if not one.post and one.only_if(entity)]
    addresses = {one.name: one.url(entity, record) for one in pages}
    addresses |= {
        name: f"{entity.url()}{record.pk}/{name}/"
        for name, action in entity.actions.items()
        if action.asks
    }
    for name, address in addresses.items():
        response = browser.get(address)
        if response.status_code == 200 and "html" in response["Content-Type"]:
            with subtests.test(name):
                found = TITLE.search(response.content.decode())
                assert found is None or found[1].partition(" · ")[0].strip()
