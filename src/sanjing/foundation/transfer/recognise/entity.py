"""Guess what the rows of a table are."""

from typing import Any

from .matching import describe, recognise
from .scoring import Column, goals_of
from .targets import Match, Target


def recognise_entity(
    columns: list[str], sample: list[list[Any]], candidates: dict[str, list[Target]]
) -> list[tuple[str, float]]:
    """Rank candidate entities by how much of the table each would take in, best first.

    The score is the mean certainty over the columns that are not technical, less for every
    required field that would stay empty.
    """
    described = describe(columns, sample)
    ranked = []
    for name, targets in candidates.items():
        matches = recognise(columns, sample, targets)
        ranked.append((name, round(_worth(matches, targets, described), 3)))
    return sorted(ranked, key=lambda pair: -pair[1])


def _worth(matches: list[Match], targets: list[Target], columns: list[Column]) -> float:
    own = goals_of(targets)[1]
    useful = [match for match in matches if match.reason not in ("technical", "empty")]
    if not useful:
        return 0.0
    coverage = sum(match.confidence for match in useful if match.target) / len(useful)
    filled = {match.target.name for match in useful if match.target}
    required = [target for target in targets if target.required]
    missing = sum(target.name not in filled for target in required)
    return coverage * (1 - 0.5 * missing / max(1, len(required))) * _favour(columns, own)


def _favour(columns: list[Column], own: str | None) -> float:
    """Rows that name a person and the company or post they hold are contacts of customers."""
    readings = {
        (m.subject, m.concept) for c in columns for m in c.meanings[:1] if c.profile.filled >= 0.5
    }
    concepts = {concept for _, concept in readings}
    person = ("person", "name") in readings or {"first_name", "last_name"} <= concepts
    placed = ("customer", "name") in readings or concepts & {"department", "birthday", "title"}
    run = len(concepts & {"owner", "source", "stage", "industry", "credit_code"}) >= 2
    numbered = ("customer", "code") in readings and not concepts & {"title", "department"}
    if person and numbered:
        return {"customer": 1.4}.get(own or "", 1.0)
    if not (person and placed) or run:
        return 1.0
    return {"contact": 1.4, "customer": 0.65}.get(own or "", 1.0)
