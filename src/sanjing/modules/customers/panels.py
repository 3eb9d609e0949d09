"""What the customer page shows besides plain fields."""

from __future__ import annotations

from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.customers import queries
from sanjing.modules.customers.models import Contact, Customer

Context = dict[str, Any]
SHOWN_CONTACTS = 4
TIMES = ("last_contacted_at", "next_contact_date")


def summary(customer: Customer, actor: Actor) -> Context:
    """Who they are, whom to ring, and what to mind before doing so."""
    entity = registry.get("customer")
    fields = entity.fields_for(actor)
    names = ("stage", "grade", "owner")
    return {
        "customer": customer,
        "facts": [(fields[n].label, fields[n].cell(customer)) for n in names if n in fields],
        "times": [
            (fields[n].label, getattr(customer, n)) for n in TIMES if entity.may_read(n, actor)
        ],
        "numbers": numbers(customer, actor),
        "spared": [one.name for one in queries.people_at(customer, actor) if one.do_not_contact],
        "preferred": customer.get_preferred_channel_display()
        if entity.may_read("preferred_channel", actor)
        else "",
        "hours": customer.contact_hours if entity.may_read("contact_hours", actor) else "",
    }


def numbers(customer: Customer, actor: Actor) -> list[tuple[str, str]]:
    """(whose, number) to ring; masked numbers are left out."""
    found = []
    phone = registry.get("customer").fields_for(actor).get("phone")
    if phone and not phone.masked and customer.phone:
        found.append((customer.name, customer.phone))
    contacts = registry.get("contact")
    fields = contacts.fields_for(actor)
    shown = [
        fields[name] for name in ("mobile", "phone") if name in fields and not fields[name].masked
    ]
    people = queries.people_at(customer, actor)
    asked = [one for one in people if one.seen and not one.do_not_contact and one.left_on is None]
    for contact in asked[:SHOWN_CONTACTS]:
        number = next((field.value(contact) for field in shown if field.value(contact)), "")
        if number:
            found.append((contact.name, number))
    return found


def newest_people(customer: Customer, actor: Actor) -> list[Contact]:
    """The contacts that the reader sees, as the page has read them already."""
    people = queries.people_at(customer, actor)
    return sorted((one for one in people if one.seen), key=lambda one: -one.pk)


def archive(customer: Customer, actor: Actor) -> Context:
    """How complete the archive is, and what to fill next (S004)."""
    entity = registry.get("customer")
    fields = entity.fields_for(actor)
    found = customer.archive
    return {
        "score": found.score,
        "gaps": [fields[name] for name in found.gaps if name in fields and fields[name].writable],
        "no_contact": customer.kind == Customer.Kind.ORGANISATION
        and not queries.people_at(customer, actor),
    }


def family(customer: Customer, actor: Actor) -> Context:
    """The group above and the branches below, as far as the reader may see them (S013)."""
    depths = dict(queries.branch_ids(customer))
    above = queries.ancestors(customer)
    if not depths and not above:
        return {"hidden": True}
    visible = registry.get("customer").visible_to(actor)
    seen = visible.select_related("owner").in_bulk([*depths, *(one.pk for one in above)])
    return {
        "above": [one for one in reversed(above) if one.pk in seen],
        "branches": [(seen[pk], "　" * (depth - 1)) for pk, depth in depths.items() if pk in seen][
            :30
        ],
        "count": len(depths),
        "unseen": sum(pk not in seen for pk in depths),
    }
