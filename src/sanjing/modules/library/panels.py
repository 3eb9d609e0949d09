"""What the library adds to the pages of its own records, of deals and of products."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.phrases import listed
from sanjing.modules.deals.lines import LINES
from sanjing.modules.deals.models import Deal
from sanjing.modules.library import queries
from sanjing.modules.library.models import Knowledge, ProductClaim, ReferenceCase, Use
from sanjing.modules.library.rules import Gap
from sanjing.modules.products.models import Product

Context = dict[str, Any]
SHOWN = 5


def votes(knowledge: Knowledge, _actor: Actor) -> Context:
    """How many found it useful, and who they were last."""
    rows = knowledge.votes.select_related("person").order_by("-pk")
    names = [vote.person.name for vote in rows[:SHOWN]]
    return {"hidden": not names, "count": rows.count(), "names": listed(names)}


def sources(knowledge: Knowledge, actor: Actor) -> Context:
    """The deal and the customer it comes from, to those who may see them."""
    found = [
        seen(name, pk, actor)
        for name, pk in (("deal", knowledge.deal_id), ("customer", knowledge.customer_id))
    ]
    rows = [one for one in found if one]
    return {"hidden": not rows, "rows": rows}


def seen(name: str, pk: int | None, actor: Actor) -> tuple[Any, str, str] | None:
    """(label, title, address) of a record; None unless this actor may see it."""
    entity = registry.get(name)
    record: Model | None = entity.visible_to(actor).filter(pk=pk).first() if pk else None
    return (entity.label, entity.title_of(record), entity.url(record)) if record else None


def consent(case: ReferenceCase, actor: Actor) -> Context:
    """Where the case may be used today, in plain words."""
    entity, today = registry.get("referencecase"), timezone.localdate()
    uses = [use for use in (Use.PUBLIC, Use.BID) if case.allows(use, today)]
    until = case.consent_until if entity.may_read("consent_until", actor) else None
    return {
        "uses": listed(use.label for use in uses),
        "ended": bool(until and until < today),
        "until": until,
        "days": (until - today).days if until else None,
    }


def fitting(deal: Deal, actor: Actor) -> Context:
    """What colleagues learnt that may help with this deal, and cases to point at."""
    traits, today = traits_of(deal, actor), timezone.localdate()
    notes = queries.fitting_knowledge(traits, actor)[:SHOWN]
    cases = queries.fitting_cases(traits, actor, besides=deal.customer_id)[:SHOWN]
    context: Context = {
        "notes": [(note, listed(why(note, traits))) for note in notes],
        "cases": [(case, case.allows(Use.BID, today)) for case in cases],
    }
    return context | {"hidden": not any(context.values())}


def traits_of(deal: Deal, actor: Actor) -> queries.Traits:
    """What the deal is about, without the fields that the reader's roles hide."""
    entity, customer = registry.get("deal"), deal.customer
    knows = {name for name in ("lines", "competitors", "reason") if entity.may_read(name, actor)}
    sold = LINES.value(deal) if "lines" in knows else []
    rivals = deal.competitors.split("|") if "competitors" in knows else []
    told = customer is not None and registry.get("customer").may_read("industry", actor)
    return queries.Traits(
        products=frozenset(line.product_id for line in sold if line.product_id),
        rivals=frozenset(filter(None, rivals)),
        reason=deal.reason_id if "reason" in knows else None,
        industry=customer.industry if customer and told else "",
    )


def why(note: Knowledge, traits: queries.Traits) -> list[str]:
    """What a note has in common with a deal."""
    rivals = traits.rivals & {*note.competitors.split("|")}
    shared = [
        (note.product_id in traits.products, _("同一产品")),
        (rivals, _("同一对手：%(names)s") % {"names": listed(sorted(rivals))}),
        (note.reason_id and note.reason_id == traits.reason, _("同样的原因")),
    ]
    return [text for holds, text in shared if holds]


def claims_of_product(product: Product, actor: Actor) -> Context:
    """What may be said of a product today, and how customers find it."""
    if not actor.may("productclaim", "see"):
        return {"hidden": True}
    context = claims({product.pk}, actor, timezone.localdate())
    return {
        **context,
        "query": f"product={product.pk}",
        "may_create": actor.may("productclaim", "create"),
        "hidden": not context["rows"] and not actor.may("productclaim", "create"),
    }


def claims(products: set[int], actor: Actor, day: date) -> Context:
    """Claims in force of these products with what customers said."""
    rows = list(queries.claims_in_force(actor, day, products)) if products else []
    said = queries.gaps(actor, [claim.pk for claim in rows]) if rows else {}
    return {
        "rows": [(claim, said.get(claim.pk, Gap())) for claim in rows],
        "several": len(products) > 1,
        "proved": registry.get("productclaim").may_read("evidence", actor),
    }


def gap(claim: ProductClaim, actor: Actor) -> Context:
    """How many customers found this claim not so."""
    found = queries.gaps(actor, [claim.pk]).get(claim.pk)
    return {"hidden": found is None, "gap": found, "claim": claim}
