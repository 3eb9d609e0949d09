"""How far claims are from what customers find, and who can do what, made ready for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.modules.library import queries
from sanjing.modules.library.models import ProductClaim
from sanjing.modules.library.rules import Gap, Level


@dataclass(frozen=True, slots=True)
class ClaimGap:
    """A claim and what customers said of it."""

    claim: ProductClaim
    gap: Gap

    @property
    def url(self) -> str:
        return f"/claim-experiences/?claim={self.claim.pk}"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Claims with enough customers, the most disappointing first, and those with too few."""

    ranked: list[ClaimGap]
    few: list[ClaimGap]


def claim_gaps(actor: Actor) -> Gaps:
    """Every claim that customers said something of, for what this actor may see."""
    found = queries.gaps(actor)
    claims = queries.claims_by_id(actor, found)
    rows = [ClaimGap(claims[pk], gap) for pk, gap in found.items() if pk in claims]
    rows.sort(key=lambda row: (-(row.gap.percent or 0), -row.gap.said, row.claim.pk))
    return Gaps(
        [row for row in rows if row.gap.may_rank], [row for row in rows if not row.gap.may_rank]
    )


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who can do what: the levels of each person in the order of `skills`, None where nothing is known,
    and the names of those never trained. `more` says that not everybody was looked at.
    """

    skills: list[str]
    rows: list[tuple[User, list[Level | None]]]
    untrained: list[str]
    more: bool


def skills_matrix(actor: Actor, today: date) -> Matrix:
    """People whose trainings this actor may see, by the skills most trained for."""
    found = list(queries.people_trained(actor)[: queries.MOST_PEOPLE + 1])
    people, skills = found[: queries.MOST_PEOPLE], queries.skills_of(actor)
    known = queries.levels(actor, [one.pk for one in people], today)
    trained = {person for person, _skill in known}
    return Matrix(
        skills,
        [(one, [known.get((one.pk, s)) for s in skills]) for one in people if one.pk in trained],
        [one.name for one in people if one.pk not in trained],
        len(found) > len(people),
    )
