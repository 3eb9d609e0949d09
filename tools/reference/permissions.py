"""docs/reference/permissions.md"""

from collections.abc import Iterator, Mapping

from sanjing.foundation.accounts.actor import EVERY, VERBS
from sanjing.foundation.accounts.roles import READY_ROLES
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.policies import HubPolicy, SharedPolicy, TeamPolicy
from tools.reference.markdown import both, code, codes, document, in_english, table

INTRO = """\
A role says, for each record type and each of six verbs, how far it reaches; a row `*` speaks for the
record types it does not name. Whoever has several roles gets the widest scope. A field may be
read-only, masked or hidden; it is so only if every role of the person says so. Roles are changed under
Settings → Roles and permissions; the ready ones below are what an installation starts with.

| scope | reaches |
| --- | --- |
| `none` | nothing |
| `mine` | records one owns |
| `team` | and those of one's team |
| `below` | and those of the teams below |
| `all` | every record |

How a record belongs to somebody is its policy: *team* (an owner and a team), *hub* (changed by whose
work it is, seen by everybody who sees the customer), *shared* (the company's; any scope reaches all).
“Who can see this record, and why” is answered on every record's page."""

POLICIES = {HubPolicy: "hub", TeamPolicy: "team", SharedPolicy: "shared"}


def page() -> str:
    policies = table(
        ("record type", "policy", "unowned ones are open to all who see any"),
        [
            (
                code(e.name),
                _policy(e.policy),
                _yes(getattr(e.policy, "open_when_unowned", False)),
            )
            for e in registry.all_entities()
        ],
    )
    return document("Permissions", INTRO, f"## Policies\n\n{policies}", *map(_role, READY_ROLES))


def _policy(policy: object) -> str:
    """A module's own policy goes by the one it widens."""
    named = next(POLICIES[base] for base in type(policy).__mro__ if base in POLICIES)
    return named if type(policy) in POLICIES else f"{named}, and its team"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _role(role: Mapping) -> str:
    rows = [(name, *(scopes[verb] for verb in VERBS)) for name, scopes in _grants(role)]
    parts = [
        f"## {both(role['name'])}",
        f"Key {code(role['key'])}. {in_english(role['description'])}."
        + (" Manages the system." if role.get("is_administrator") else ""),
        table(("record type", *VERBS), rows),
    ]
    for entity, rules in role.get("field_rules", {}).items():
        by_rule = ", ".join(f"{code(name)} {rule}" for name, rule in rules.items())
        parts.append(f"Fields of {code(entity)}: {by_rule}.")
    return "\n\n".join(parts)


def _grants(role: Mapping) -> Iterator[tuple[str, Mapping[str, str]]]:
    grants = role["grants"]
    for entity in registry.all_entities():
        if entity.name in grants:
            yield code(entity.name), grants[entity.name]
    others = [e.name for e in registry.all_entities() if e.name not in grants]
    yield f"{code(EVERY)} ({codes(others)})", grants[EVERY]
