"""What products cost whom on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sanjing.modules.customers.models import Customer
from sanjing.modules.products.models import ListPrice, Product
from sanjing.modules.products.pricing import Price, Terms, choose
from sanjing.modules.products.rules import Line


def price_for(product: Product, customer: Customer | None, on: date) -> Price | None:
    """What `product` costs `customer` on that day; None if it has no price at all."""
    return prices_for([product], customer, on).get(product.pk)


def prices_for(
    products: Collection[Product], customer: Customer | None, on: date
) -> dict[int, Price]:
    """The price of each product by its id, in one query. See `pricing` for which one applies."""
    region = customer.region if customer else ""
    classes = {tag for tag in customer.tags.split("|") if tag} if customer else set()
    listed = listed_prices([product.pk for product in products])
    found: dict[int, Price] = {}
    for product in products:
        terms = choose(listed[product.pk], region=region, classes=classes, on=on)
        amount = terms.amount if terms else product.price
        if amount is not None:
            found[product.pk] = Price(amount, terms)
    return found


def category_of(lines: Iterable[Line]) -> str:
    """The one category of what stands in the lines; "" for several or none."""
    ids = {line.product_id for line in lines if line.product_id}
    found = set(Product.objects.filter(pk__in=ids).values_list("category", flat=True))
    return found.pop() if len(found) == 1 else ""


def product_of(lines: Iterable[Line]) -> Product | None:
    """The one product that all the lines are of; None for several, for what is no product, and for none."""
    ids = {line.product_id for line in lines}
    only = ids.pop() if len(ids) == 1 else None
    return Product.objects.filter(pk=only, removed_at=None).first() if only else None


def list_prices(products: Collection[int], customer: Customer | None, on: date) -> dict[int, int]:
    """What each of these products costs `customer` on that day, in 分, by id."""
    rows = Product.objects.filter(pk__in=products).only("pk", "price")
    return {pk: price.amount for pk, price in prices_for(list(rows), customer, on).items()}


def listed_prices(products: Collection[int]) -> dict[int, list[Terms]]:
    rows = ListPrice.objects.filter(product__in=products, removed_at=None)
    listed: dict[int, list[Terms]] = defaultdict(list)
    for row in rows:
        listed[row.product_id].append(terms_of(row))
    return listed


def terms_of(row: ListPrice) -> Terms:
    return Terms(row.pk, row.price, row.region, row.customer_class, row.starts_on, row.ends_on)


def clashing(row: ListPrice) -> ListPrice | None:
    """Another price for the same product, region and class that begins on the same day."""
    others = ListPrice.objects.filter(
        product=row.product_id,
        region=row.region,
        customer_class=row.customer_class,
        starts_on=row.starts_on,
        removed_at=None,
    )
    return others.exclude(pk=row.pk).first()
