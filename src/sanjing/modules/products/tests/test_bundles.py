"""Bundles: several products sold as one."""

import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.products.bundles import PARTS
from sanjing.modules.products.models import BundlePart, Product

AT = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
BY = system_actor("测试")


def product(name: str, **values) -> Product:
    return records.create(registry.get("product"), {"name": name, **values}, by=BY, at=AT)


@pytest.fixture
def goods(db):
    return product("报警器", reference="A-1"), product("波纹管 X 1.2 米", reference="H-12")


def shown(bundle: Product) -> str:
    return PARTS.text(Product.objects.get(pk=bundle.pk))


def test_parts_go_by_name_or_number_a_line_each(goods):
    bundle = product("安全套餐", price="300", parts="A-1 × 2\n波纹管 X 1.2 米")
    assert shown(bundle) == "报警器 × 2；波纹管 X 1.2 米 × 1"


def test_what_an_export_writes_an_import_reads(goods):
    bundle = product("安全套餐", parts="报警器*2.5；H-12 x 3")
    again = product("同样的套餐", parts=shown(bundle))
    assert shown(again) == shown(bundle) == "报警器 × 2.5；波纹管 X 1.2 米 × 3"


def test_parts_change_with_the_bundle_and_leave_their_history(goods):
    bundle = product("安全套餐", parts="A-1")
    changed = records.change(bundle, {"parts": "H-12 × 4"}, by=BY, at=AT)
    assert shown(changed) == "波纹管 X 1.2 米 × 4"
    assert records.change(changed, {"name": "新套餐"}, by=BY, at=AT).version == 3
    assert BundlePart.objects.count() == 1


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [("不在册的东西", "找不到产品"), ("A-1 × 0", "大于零"), ("A-1 × 1.2.3", "不是数量")],
)
def test_parts_that_cannot_be_read_are_refused(goods, parts, sentence):
    with pytest.raises(Invalid, match=sentence):
        product("套餐", parts=parts)
    assert not BundlePart.objects.exists()


def test_a_bundle_holds_neither_itself_nor_a_bundle(goods):
    bundle = product("安全套餐", parts="A-1")
    with pytest.raises(Invalid, match="它自己"):
        records.change(bundle, {"parts": "安全套餐"}, by=BY, at=AT)
    with pytest.raises(Invalid, match="本身是套餐"):
        product("大套餐", parts="安全套餐")
    with pytest.raises(Invalid, match="自己不能再是套餐"):
        records.change(goods[0], {"parts": "H-12"}, by=BY, at=AT)


def test_the_page_of_a_bundle_tells_its_parts(boss, goods):
    bundle = product("安全套餐", parts="A-1 × 2")
    assert "报警器 × 2" in boss.browser().get(f"/products/{bundle.pk}/").text
    assert "安全套餐" in boss.browser().get("/products/?parts__filled=").text


def test_a_tax_rate_is_a_percentage(goods):
    with pytest.raises(Invalid, match="税率"):
        product("气", tax_rate="-1")
