"""Fields a company adds: at once everywhere, renamed without loss, removed with a warning."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.customization import actions
from sanjing.foundation.customization.actions.change_field import merged
from sanjing.foundation.customization.models import CustomField
from sanjing.foundation.customization.queries import CUSTOM_KINDS, cache
from sanjing.foundation.customization.usage import places_used
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from tests.support.factories import make, sample
from tests.support.properties import examples

pytestmark = pytest.mark.django_db
CUSTOMER = registry.get("customer")


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


def define(admin, label: str, kind: str, **more) -> CustomField:
    now = timezone.now()
    return actions.define_field(CUSTOMER, label=label, kind=kind, by=admin.actor, at=now, **more)


def value_for(field, boss):
    if field.kind.name == "user":
        return boss.user.pk
    return make(CUSTOMER, boss.actor).pk if field.kind.name == "link" else sample(field)


def rename(admin, field: CustomField, label: str, *options: str) -> CustomField:
    now = timezone.now()
    return actions.change_field(field, label=label, options=options, by=admin.actor, at=now)


@pytest.mark.parametrize("kind", CUSTOM_KINDS)
def test_a_new_field_works_on_every_page_at_once(admin, boss, kind) -> None:
    more = {"choice": {"options": ["甲", "乙"]}, "link": {"target": "customer"}}.get(kind, {})
    key = define(admin, "自有", kind, **more).key
    field = CUSTOMER.fields[key]
    record = make(CUSTOMER, boss.actor, **{field.name: value_for(field, boss)})
    browser, shown = boss.browser(), field.kind.display(field.value(record), field)
    for address in (
        f"/customers/?columns=name,{field.name}",
        f"/customers/?{field.name}__{field.kind.operators[-1]}={value_for(field, boss)}",
        f"/customers/{record.pk}/",
        f"/customers/{record.pk}/edit/",
        f"/customers/filter/?field={field.name}",
        f"/customers/columns/?back=/customers/?columns={field.name}",
    ):
        page = browser.get(address)
        assert (address, page.status_code) == (address, 200)
    assert str(shown).splitlines()[0] in browser.get(f"/customers/{record.pk}/").content.decode()
    export = browser.get(f"/customers/export/?columns={field.name}").getvalue().decode()
    assert "自有" in export and field.kind.format(field.value(record), field) in export


def test_renaming_options_keeps_what_records_hold(admin, boss) -> None:
    field = define(admin, "燃气类型", "choice", options=["管道", "瓶装", "点供"])
    record = make(CUSTOMER, boss.actor, **{field.key: "瓶装"})
    rename(admin, field, "用气方式", "管道", "瓶装液化气", "点供")
    shown = CUSTOMER.fields[field.key]
    assert str(shown.label) == "用气方式"
    assert shown.text(CUSTOMER.model.objects.get(pk=record.pk)) == "瓶装液化气"


def test_an_option_that_was_set_aside_still_reads_well(admin, boss) -> None:
    field = define(admin, "燃气类型", "choice", options=["管道", "瓶装"])
    record = make(CUSTOMER, boss.actor, **{field.key: "瓶装"})
    rename(admin, field, "燃气类型", "管道")
    shown = CUSTOMER.fields[field.key]
    stored = CUSTOMER.model.objects.get(pk=record.pk)
    assert shown.text(stored) == "瓶装"
    assert "瓶装" in boss.browser().get(f"/customers/{record.pk}/").content.decode()
    with pytest.raises(Invalid):
        make(CUSTOMER, boss.actor, **{field.key: "瓶装"})


def test_saving_a_form_keeps_an_option_that_was_set_aside(admin, boss) -> None:
    field = define(admin, "燃气类型", "choice", options=["管道", "瓶装"])
    record = make(CUSTOMER, boss.actor, **{field.key: "瓶装"})
    rename(admin, field, "燃气类型", "管道")
    form = boss.browser().get(f"/customers/{record.pk}/edit/").content.decode()
    assert 'value="o2" selected' in form


@examples(200)
@given(st.data())
def test_ids_of_options_are_never_given_twice_nor_lost(data) -> None:
    """Whatever is renamed, reordered, removed or added: a value goes on meaning one option."""
    labels = st.lists(st.sampled_from("甲乙丙丁戊己"), min_size=1, max_size=5, unique=True)
    options = [{"id": f"o{n}", "label": text} for n, text in enumerate(data.draw(labels), 1)]
    for _ in range(data.draw(st.integers(1, 4))):
        wanted = data.draw(labels)
        after = merged(options, wanted)
        standing = [one for one in after if not one.get("removed")]
        assert [one["label"] for one in standing] == wanted
        assert len({one["id"] for one in after}) == len(after)
        assert {one["id"] for one in options} <= {one["id"] for one in after}
        for one in options:
            if not one.get("removed") and one["label"] in wanted:
                assert next(o for o in standing if o["label"] == one["label"])["id"] == one["id"]
        options = after


def test_an_option_that_comes_back_is_the_one_that_went(admin, boss) -> None:
    field = define(admin, "燃气类型", "choice", options=["管道", "瓶装"])
    record = make(CUSTOMER, boss.actor, **{field.key: "瓶装"})
    rename(admin, field, "燃气类型", "管道")
    rename(admin, CustomField.objects.get(pk=field.pk), "燃气类型", "管道", "瓶装")
    stored = CUSTOMER.model.objects.get(pk=record.pk)
    assert CUSTOMER.fields[field.key].value(stored) in dict(CUSTOMER.fields[field.key].choices)


def test_removing_a_field_tells_where_it_is_used_and_keeps_the_values(admin, boss) -> None:
    field = define(admin, "用气量", "number")
    record = make(CUSTOMER, boss.actor, **{field.key: "12"})
    now = timezone.now()
    query = f"{field.key}__filled="
    actions.save_view(CUSTOMER, label="有气量", query=query, by=boss.actor, at=now)
    assert len(places_used(field)) == 2
    actions.remove_field(field, by=admin.actor, at=now)
    assert field.key not in CUSTOMER.fields
    assert CUSTOMER.model.objects.get(pk=record.pk).custom == {field.key: 12.0}
    page = boss.browser().get(f"/customers/{record.pk}/timeline/")
    assert page.status_code == 200
    assert boss.browser().get(f"/customers/?{query}").status_code == 400
    records.change(record, {"name": "仍能改"}, by=boss.actor, at=now)


@pytest.mark.parametrize(
    ("label", "kind", "options"),
    [("", "text", []), ("客户名称", "text", []), ("甲", "magic", []), ("甲", "choice", []),
     ("甲", "choice", ["一", "一"])],
)  # fmt: skip
def test_a_definition_that_cannot_stand_is_refused(admin, label, kind, options) -> None:
    with pytest.raises(Invalid):
        define(admin, label, kind, options=options)
    assert not CustomField.objects.exists()


def test_only_administrators_add_fields(boss, admin, outsider) -> None:
    data = {"label": "甲", "kind": "text"}
    for who in (boss, outsider):
        assert who.browser().post("/settings/fields/customers/", data).status_code == 403
    assert not CustomField.objects.exists()
    assert admin.browser().post("/settings/fields/customers/", data).status_code == 302
    assert CustomField.objects.get().label == "甲"


def test_a_required_own_field_is_asked_for(admin, boss) -> None:
    field = define(admin, "必填项", "text", required=True)
    with pytest.raises(Invalid) as refusal:
        make(CUSTOMER, boss.actor, **{field.key: ""})
    assert {*refusal.value.errors} == {field.key}
