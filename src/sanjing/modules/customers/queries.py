"""Reads about customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import criteria, registry
from sanjing.foundation.entities.id_lists import among
from sanjing.foundation.entities.kinds import Asked
from sanjing.foundation.events.models import Event
from sanjing.modules.customers import rules
from sanjing.modules.customers.models import Contact, Customer, PoolRule

MOST_ALIKE = 8
MOST_BRANCHES = 300
MOST_PEOPLE = 100
DEEPEST = 8
SHORTEST_PART = 3
SHORTEST_PHONE = 7


def pool_rules() -> dict[str, PoolRule]:
    """The rule of every grade, "" for customers without one; unsaved defaults where none was set."""
    stored = {rule.grade: rule for rule in PoolRule.objects.all()}
    return {
        grade: stored.get(grade)
        or PoolRule(grade=grade, silent_days=days, visit_days=rules.VISIT_EVERY[grade])
        for grade, days in rules.SILENT_AFTER.items()
    }


def due_for_recall(rule: PoolRule, at: datetime) -> QuerySet:
    """Ids of owned customers of the rule's grade neither contacted nor given to their owner since."""
    before = at - timedelta(days=rule.days_without_contact)
    untouched = Q(last_contacted_at=None) | Q(last_contacted_at__lt=before)
    owned = Customer.objects.filter(removed_at=None, grade=rule.grade, owner__isnull=False)
    return (
        owned.filter(untouched, owned_since__lt=before).order_by("pk").values_list("pk", flat=True)
    )


def silence() -> dict:
    """The criteria tree of a silent customer: owned, and out of touch for longer than its grade allows."""
    grades = [
        {"all": [{"field": "grade", "op": "is", "value": grade} if grade else {"field": "grade", "op": "empty"},
                 {"any": [_older("last_contacted_at", rule.silent_days),
                          {"all": [{"field": "last_contacted_at", "op": "empty"},
                                   _older("owned_since", rule.silent_days)]}]}]}
        for grade, rule in pool_rules().items()
    ]  # fmt: skip
    return {"all": [{"field": "owner", "op": "filled"}, {"any": grades}]}


def _older(field: str, days: int) -> dict:
    return {"field": field, "op": "within", "value": f"older_than_{days}_days"}


def silent(by: Actor, at: datetime) -> QuerySet[Customer]:
    """Silent customers that `by` may see."""
    entity = registry.get("customer")
    tree = criteria.parse(silence())
    asked = Asked(by, timezone.localdate(at))
    return entity.visible_to(by).filter(criteria.compile(tree, entity.fields, asked))


@dataclass(frozen=True, slots=True)
class Alike:
    """A customer that may be the same. `customer` is None when the reader may not see it."""

    score: int
    reasons: tuple[str, ...]
    owner: str
    customer: Customer | None


def similar(
    by: Actor,
    *,
    name: str = "",
    kind: str = "",
    phone: str = "",
    credit_code: str = "",
    email: str = "",
    website: str = "",
    exclude: int | None = None,
) -> list[Alike]:
    """Customers that may be the one described, best first. Looks keys up; reads no other rows.

    A field that a role keeps back is not compared: trying numbers would spell it out.
    """
    entity = registry.get("customer")
    given = {"phone": phone, "credit_code": credit_code, "email": email, "website": website}
    given = {key: text.strip() if entity.may_read(key, by) else "" for key, text in given.items()}
    clue = rules.Clue(
        rules.name_key(name, kind),
        rules.phone_key(given["phone"]),
        given["credit_code"].upper(),
        rules.domain_key(given["website"], given["email"]),
    )
    reached = contacted_at(clue.phone) if may_read_numbers_of_contacts(by) else []
    scored = sorted(
        ((*rules.likeness(clue, other), customer)
         for customer, other in _sharing_a_key(clue, reached).values() if customer.pk != exclude),
        key=lambda found: -found[0],
    )[:MOST_ALIKE]  # fmt: skip
    ids = [customer.pk for _score, _reasons, customer in scored]
    seen = set(entity.visible_among(by, ids).values_list("pk", flat=True))
    return [
        Alike(
            score,
            reasons,
            customer.owner.name if customer.owner else "",
            customer if customer.pk in seen else None,
        )
        for score, reasons, customer in scored
    ]


def addressees(ids: Collection[int]) -> dict[int, Contact]:
    """{customer: whom to write to}: who decides, else the contact written down first; nobody who must not
    be disturbed or is there no more.
    """
    rows = Contact.objects.filter(
        customer__in=ids, removed_at=None, do_not_contact=False, left_on=None
    )
    decides = Case(When(role=Contact.Role.DECIDES, then=0), default=1)
    found: dict[int, Contact] = {}
    for contact in rows.order_by("customer", decides, "pk"):
        found.setdefault(contact.customer_id, contact)
    return found


def may_read_numbers_of_contacts(by: Actor) -> bool:
    contact = registry.get("contact")
    return all(contact.may_read(name, by) for name in ("mobile", "phone"))


def handed_on(events: Iterable[Event]) -> Iterator[tuple[int, Q]]:
    """To whom customers passed, and what of theirs goes along: rows that their former owner has."""
    moved: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        before, after = event.data.get("changes", {}).get("owner", (None, None))
        if before and after:
            moved[after["id"]][before["id"]].append(event.record_id)
    for to_id, left in moved.items():
        theirs = (Q(owner=one, customer__in=among(ids)) for one, ids in left.items())
        yield to_id, reduce(or_, theirs)


def _sharing_a_key(clue: rules.Clue, reached: list[int]) -> dict[int, tuple[Customer, rules.Clue]]:
    """Customers that share a key with `clue`, one indexed lookup a key; `reached` are the ids of
    those with a contact of its number.
    """
    rows = Customer.objects.filter(removed_at=None).select_related("owner")
    asked = []
    if clue.name:
        asked += [Q(name_key=clue.name)]
    if len(clue.name) >= SHORTEST_PART:
        parts = [
            clue.name[:end]
            for end in range(max(SHORTEST_PART, len(clue.name) // 2), len(clue.name))
        ]
        asked += [beginning("name_key", clue.name), Q(name_key__in=parts)]
    if len(clue.phone) >= SHORTEST_PHONE:
        asked += [Q(phone_key=clue.phone), Q(pk__in=reached)]
    if clue.credit_code:
        asked += [Q(credit_code=clue.credit_code)]
    if clue.domain:
        asked += [Q(domain_key=clue.domain)]
    found = {}
    for question in asked:
        for row in rows.filter(question).order_by()[:MOST_ALIKE]:
            phone = clue.phone if row.pk in reached else row.phone_key
            found[row.pk] = row, rules.Clue(row.name_key, phone, row.credit_code, row.domain_key)
    return found


def contacted_at(phone_key: str) -> list[int]:
    """Ids of customers that have a contact with that number."""
    if len(phone_key) < SHORTEST_PHONE:
        return []
    contacts = Contact.objects.filter(removed_at=None, phone_key=phone_key)
    return list(contacts.values_list("customer_id", flat=True)[:MOST_ALIKE])


def beginning(path: str, text: str) -> Q:
    """ "Begins with", in the form that uses the index: SQLite's LIKE does not."""
    if connection.vendor == "sqlite":
        return Q(**{f"{path}__gte": text, f"{path}__lt": text + "\U0010ffff"})
    return Q(**{f"{path}__startswith": text})


def is_below_itself(customer: Customer) -> bool:
    """Whether following the parents leads back to where it began."""
    parent_id, steps = customer.parent_id, 0
    while parent_id and parent_id != customer.pk and steps < 2 * DEEPEST:
        parent_id = Customer.objects.values_list("parent_id", flat=True).get(pk=parent_id)
        steps += 1
    return parent_id is not None


def people_at(customer: Customer, actor: Actor) -> list[Contact]:
    """Contacts of a customer that lie in no bin, those not to be contacted first; `seen` says whether
    the actor may see one. Read once for all panels of a page.
    """
    if "people" not in customer.__dict__:
        visible = registry.get("contact").visible_to(actor).filter(pk=OuterRef("pk"))
        people = Contact.objects.filter(customer=customer, removed_at=None)
        people = people.annotate(seen=Exists(visible)).order_by("-do_not_contact", "-pk")
        read = sorted(people[:MOST_PEOPLE], key=lambda one: (not one.do_not_contact, one.pk))
        customer.__dict__["people"] = read
    return customer.__dict__["people"]


def ancestors(customer: Customer) -> list[Customer]:
    """From the direct parent up; stops where a cycle would begin."""
    found, seen = [], {customer.pk}
    parent_id = customer.parent_id
    while parent_id and parent_id not in seen and len(found) < 2 * DEEPEST:
        parent = Customer.objects.get(pk=parent_id)
        found.append(parent)
        seen.add(parent_id)
        parent_id = parent.parent_id
    return found


def branch_ids(customer: Customer) -> list[tuple[int, int]]:
    """(id, depth) of all branches below, one query a level."""
    pairs: list[tuple[int, int | None]] = []
    level, seen = [customer.pk], {customer.pk}
    for _depth in range(DEEPEST):
        rows = Customer.objects.filter(removed_at=None, parent__in=level).order_by("name", "pk")
        found = [
            pair
            for pair in rows.values_list("pk", "parent_id")[:MOST_BRANCHES]
            if pair[0] not in seen
        ]
        if not found:
            break
        pairs += found
        level = [pk for pk, _parent in found]
        seen.update(level)
    return rules.branch_order(pairs, customer.pk)
