"""How concepts stand to each other, to subjects and to the shapes of values."""

from .vocabulary import Meaning

ACCEPTS: dict[str, dict[str, float]] = {
    "name": {"trade_name": 0.97, "short_name": 0.6},
    "code": {"voucher": 0.8},
    "phone": {"mobile": 0.92},
    "mobile": {"phone": 0.85},
    "wechat": {"qq": 0.4},
    "region": {"province": 0.85, "city": 0.84, "district": 0.83},
    "province": {"region": 0.75},
    "city": {"region": 0.6},
    "industry": {"category": 0.6},
    "country": {"region": 0.6},
    "department": {"our_department": 0.62},
    "title": {"role": 0.85},
    "owner": {"added_by": 0.65},
    "amount": {"order_total": 1.0, "part_amount": 0.8},
    "stage": {"state": 0.6},
    "state": {"stage": 0.75, "active": 0.3},
    "annual_revenue": {"annual_sales": 0.7},
    "category": {"kind": 0.6, "brand": 0.52},
    "unit": {"spec": 0.4},
    "active": {"inactive": 0.92, "state": 0.55},
    "date": {"created": 0.72, "near_date": 0.7},
    "required_date": {"other_date": 0.4},
}

_NUMBERS = ("number", "text", "phone")
_WORDS = ("text", "number", "flag", "code", "phone")
ALLOWED: dict[str, tuple[str, ...]] = {
    "name": ("text", "number", "code", "url"),
    "phone": ("phone", "number", "text"),
    "mobile": ("phone", "number", "text"),
    "email": ("email", "text"),
    "website": ("url", "text"),
    "date": ("date", "number", "text"),
    "required_date": ("date", "number", "text"),
    "shipped_date": ("date", "number", "text"),
    "birthday": ("date", "number", "text"),
    "founded_year": ("date", "number", "text"),
    "amount": _NUMBERS,
    "price": _NUMBERS,
    "quantity": _NUMBERS,
    "discount": _NUMBERS,
    "annual_revenue": _NUMBERS,
    "employees": ("number", "text", "date", "phone"),
    "address": ("text",),
    "region": ("text",),
    "city": ("text",),
    "district": ("text",),
    "province": ("text", "flag"),
    "country": ("text", "flag"),
    "industry": _WORDS,
    "owner": _WORDS,
    "title": _WORDS,
    "department": _WORDS,
    "kind": _WORDS,
    "stage": _WORDS,
    "source": _WORDS,
    "credit_code": ("code", "number", "text"),
    "code": ("text", "number", "code", "uuid", "phone"),
    "unit": ("text",),
    "category": _WORDS,
}

GOOD: dict[str, tuple[str, ...]] = {
    "phone": ("phone", "mobile"),
    "mobile": ("mobile", "phone"),
    "email": ("email",),
    "website": ("url",),
    "date": ("date", "serial_date"),
    "required_date": ("date", "serial_date"),
    "shipped_date": ("date", "serial_date"),
    "birthday": ("date", "serial_date"),
    "founded_year": ("year", "date"),
    "amount": ("number",),
    "price": ("number",),
    "quantity": ("number",),
    "discount": ("number",),
    "annual_revenue": ("number",),
    "employees": ("number",),
    "address": ("address", "region"),
    "region": ("region",),
    "province": ("region",),
    "city": ("region",),
    "district": ("region",),
    "credit_code": ("credit_code", "tax_number"),
    "postal_code": ("postal_code",),
    "country": ("country",),
    "owner": ("person",),
    "code": ("code",),
}

PLACES = frozenset({"address", "region", "province", "city", "district", "country", "postal_code"})
REACH = frozenset({"phone", "mobile", "email", "wechat", "title", "birthday", "department"})
COMPATIBLE: dict[tuple[str, str], float] = {
    ("person", "contact"): 0.95,
    ("person", "customer"): 0.8,
    ("supplier", "customer"): 0.85,
    ("order", "line"): 0.95,
    ("product", "line"): 1.0,
    ("line", "order"): 0.95,
    ("order", "product"): 0.4,
    ("customer", "contact"): 0.4,
    ("category", "product"): 0.3,
}


def affinity(meaning: Meaning, subject: str | None, own: str | None) -> float:
    """How far a value of the meaning's subject may fill a field of `subject` in an `own` table."""
    says = meaning.subject
    if says == subject or subject is None:
        return 1.0
    if says is None or says == "line":
        return _unsaid(meaning.concept, subject, own)
    if says == own and subject in ("order", "product", "line"):
        return 0.3 if meaning.concept in ("name", "code") else 0.95
    if says == "product" and own == "order" and meaning.concept not in ("name", "code"):
        return 0.95
    if says == "contact" and subject == "customer":
        return 0.75 if meaning.concept in REACH | PLACES else 0.3
    if says == "customer" and subject == "contact" and meaning.concept in REACH | PLACES:
        return 0.62
    if says == "customer" and subject == "shipping":
        return 0.62 if meaning.concept in PLACES | REACH else 0.2
    if says == "shipping":
        return 0.56 if meaning.concept in PLACES | REACH and own == "customer" else 0.3
    if says == "supplier" and own != "customer":
        return 0.2
    if says == "other":
        return 0.55 if meaning.concept in REACH else 0.3
    return COMPATIBLE.get((says, subject), 0.2)


def _unsaid(concept: str, subject: str, own: str | None) -> float:
    if subject == own or subject == "line":
        return 1.0
    if subject == "contact":
        return 0.3 if (own, concept) == ("order", "name") else 0.84
    if concept in ("name", "code"):
        return 0.65
    return 0.95
