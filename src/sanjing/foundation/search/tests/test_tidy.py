"""The index is one piece in the morning, whatever was deleted the day before."""

import pytest
from django.db import connection

from sanjing.foundation.entities import registry
from sanjing.foundation.search.find import find
from sanjing.foundation.search.models import SearchEntry
from sanjing.foundation.search.tidy import tidy
from tests.support.factories import make


def parts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM search_fts_idx")
        return cursor.fetchone()[0]


@pytest.fixture
def left_alone(db):
    """The index as it is between two of its own merges, which come when they come."""
    tell("automerge", 0)
    yield
    tell("automerge", 4)


def tell(command: str, value: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_fts(search_fts, rank) VALUES (%s, %s)", [command, value]
            )


def test_what_was_deleted_leaves_nothing_behind(left_alone, boss) -> None:
    entity = registry.get("customer")
    kept, gone = (make(entity, boss.actor, name=name) for name in ("长风饲料", "明珠液化气"))
    SearchEntry.objects.filter(record_id=gone.pk).delete()
    if connection.vendor == "sqlite":
        assert parts() > 1
        tidy()
        assert (parts(), tidy()) == (1, 1)
    else:
        assert tidy() == 0
    titles = [
        [hit.title for hit in find(q, by=boss.actor, entities=[entity])] for q in ("饲料", "明珠")
    ]
    assert titles == [[kept.name], []]
