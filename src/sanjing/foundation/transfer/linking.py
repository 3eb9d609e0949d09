"""Links and people that a file names in words, found a chunk at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import batches
from sanjing.foundation.entities.cleaning import Cleaner
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.foundation.phrases import noted
from sanjing.foundation.transfer.drafts import Draft, Named
from sanjing.foundation.transfer.fates import sentences
from sanjing.foundation.transfer.persons import everybody

AT_ONCE = 500
KEEP = 20_000
Word = tuple[str, str]


class Linker:
    """Turns `draft.named` into values; makes what may be made. One for a whole run.

    `made` are the words something was made for on the way, by entity.
    """

    def __init__(self, entity: Entity, *, by: Actor, at: datetime, batch: int | None):
        self.entity, self.by, self.at, self.batch = entity, by, at, batch
        self.links = dict(entity.transfer.links) if entity.transfer else {}
        self.cleaner = Cleaner(entity, by=by, creating=True)
        self.known: dict[str, dict[Word, Model]] = {}
        self.people: dict[str, User | None] | None = None
        self.made: dict[str, set[Word]] = {}
        self.unmade: dict[str, dict[Word, list[str]]] = {}

    def resolve(self, drafts: Sequence[Draft], *, last: bool = False) -> None:
        """Fill the values of `drafts`. A link to the entity itself may wait for the `last` walk."""
        names = {name for draft in drafts for name in draft.named}
        fields = [self.entity.fields[name] for name in sorted(names)]
        inner = [f for f in fields if f.kind.name != "user" and self._spec(f).within]
        for field in fields:
            if field.kind.name == "user":
                self._people(drafts, field)
            elif field not in inner:
                self._records(drafts, field, self._spec(field), last)
        for field in inner:
            self._within(drafts, field, self._spec(field))

    def mark(self) -> dict[str, set[Word]]:
        """What was made so far, for `go_back`."""
        return {name: {*words} for name, words in self.made.items()}

    def go_back(self, made: dict[str, set[Word]]) -> None:
        """Forget what was made since: it was taken back."""
        self.made = made
        self.known.clear()
        self.unmade.clear()

    def counts(self) -> Counter[str]:
        return Counter({name: len(words) for name, words in self.made.items()})

    def _spec(self, field: Field) -> LinkBy:
        return self.links.get(field.name) or LinkBy(("reference", field.target.title))

    def stand_in(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Give new records without a link the one their own name makes; returns those it was done for."""
        lonely: list[Draft] = []
        for name, spec in self.links.items():
            for draft in drafts if spec.otherwise else ():
                if name not in draft.values and draft.values.get(spec.otherwise):
                    draft.named = {name: Named(name=str(draft.values[spec.otherwise]))}
                    lonely.append(draft)
        if lonely:
            self.resolve(lonely)
        return lonely

    def _records(self, drafts: Sequence[Draft], field: Field, spec: LinkBy, last: bool) -> None:
        held = [draft for draft in drafts if field.name in draft.named]
        known = self.known.setdefault(field.name, {})
        if len(known) > KEEP:
            known.clear()
        words = {word_of(draft.named[field.name]) for draft in held} - known.keys()
        known |= self._find(field, spec, words)
        own = field.target is self.entity
        if spec.create and (last or not own) and self.by.may(field.target.name, "create"):
            wanting = [d for d in held if word_of(d.named[field.name]) not in known]
            missing = {word_of(d.named[field.name]) for d in wanting if self._sound(d)}
            alone = {
                word_of(d.named[field.name]) for d in wanting if self._is_alone(d, field, spec)
            }
            known |= self._make(field, spec, missing, alone) if missing else {}
        for draft in held:
            word = word_of(draft.named[field.name])
            if word in known:
                draft.values[field.name] = known[word]
            elif last:
                draft.spare.append(noted(str(field.label), draft.named[field.name].text))
            elif not own and not draft.problems:
                what = {"label": field.label, "text": draft.named[field.name].text[:60]}
                why = self.unmade.get(field.name, {}).get(word)
                draft.problems += why or [_("找不到%(label)s“%(text)s”") % what]

    def _sound(self, draft: Draft) -> bool:
        """Whether a row is worth making a link for: nothing is made for one to be refused."""
        own = {name: value for name, value in draft.values.items() if name in self.entity.fields}
        try:
            self.cleaner.clean(own)
        except Invalid as error:
            waiting = {name for name in draft.named if name not in draft.values}
            if self.entity.transfer and self.entity.transfer.place:
                waiting |= {
                    name for name in error.errors if name not in own
                }  # It fills what is missing.
            wrong = {name: texts for name, texts in error.errors.items() if name not in waiting}
            draft.problems += sentences(self.entity, wrong)
        return not draft.problems

    def _is_alone(self, draft: Draft, field: Field, spec: LinkBy) -> bool:
        named = draft.named[field.name]
        return (
            bool(spec.otherwise)
            and not named.code
            and named.name == draft.values.get(spec.otherwise)
        )

    def _find(self, field: Field, spec: LinkBy, words: Iterable[Word]) -> dict[Word, Model]:
        """By code first, else by name, each field of the declaration in turn."""
        target, found = field.target, {}
        for path in spec.match:
            titled = path == target.title
            left = {word for word in words if word not in found}
            by_text = self._by(target, path, sorted({spoken(word, titled) for word in left}))
            for word in left:
                if rows := by_text.get(spoken(word, titled)):
                    found[word] = rows[-1]
                    if len(rows) > 1 and field.points:
                        del found[word]
                        self._unsure(field, word, len(rows))
        if spec.aliases:
            called = self._called(target, spec.aliases)
            spelt = {word: spoken(word, True).casefold() for word in words if word not in found}
            found |= {word: called[name] for word, name in spelt.items() if name in called}
        return found

    def _called(self, target: Entity, aliases: str) -> dict[str, Model]:
        """The records of a short list by every name they go by; of two, the first of the list."""
        known: dict[str, Model] = {}
        tags = target.fields[aliases]
        for record in target.visible_to(self.by).order_by(target.listing.sort, "pk"):
            for name in (target.title_of(record), *tags.kind.to_json(tags.value(record))):
                known.setdefault(name.casefold(), record)
        return known

    def _unsure(self, field: Field, word: Word, count: int) -> None:
        what = {"count": count, "what": field.target.label, "value": word[1] or word[0]}
        why = _("有 %(count)s 条%(what)s都是“%(value)s”，分不清是哪一条") % what
        self.unmade.setdefault(field.name, {})[word] = [why]

    def _by(self, target: Entity, path: str, texts: list[str]) -> dict[str, list[Model]]:
        """Newest first."""
        found: dict[str, list[Model]] = defaultdict(list)
        visible = target.visible_to(self.by).order_by("-pk")
        visible = visible.select_related(*target.links) if target.links else visible
        for start in range(0, len(texts), AT_ONCE):
            for record in visible.filter(**{f"{path}__in": texts[start : start + AT_ONCE]}):
                found[getattr(record, path)].append(record)
        return found

    def _make(
        self, field: Field, spec: LinkBy, missing: set[Word], alone: set[Word]
    ) -> dict[Word, Model]:
        target = field.target
        words = sorted(missing)
        rows = [
            {target.title: name or code, **({"reference": code} if code else {}), **spec.given,
             **(spec.alone if (code, name) in alone else {})}
            for code, name in words
        ]  # fmt: skip
        outcome = batches.create_many(target, rows, by=self.by, at=self.at, batch=self.batch)
        self.unmade.setdefault(field.name, {}).update(
            {words[n]: sentences(target, errors) for n, errors in outcome.refused.items()}
        )
        made = {words[position] for position in outcome.created}
        self.made[target.name] = self.made.get(target.name, set()) | made
        return {words[position]: record for position, record in outcome.created.items()}

    def _within(self, drafts: Sequence[Draft], field: Field, spec: LinkBy) -> None:
        """Those named within what the row itself belongs to; who is not there is kept in the notes."""
        held = [draft for draft in drafts if field.name in draft.named]
        homes = {
            home.pk for draft in held if isinstance(home := draft.values.get(spec.within), Model)
        }
        texts = {draft.named[field.name].text for draft in held}
        known: dict[tuple[int, str], Model] = {}
        visible = field.target.visible_to(self.by).filter(**{f"{spec.within}__in": homes})
        for path in reversed(spec.match):
            for row in visible.filter(**{f"{path}__in": texts}).order_by("-pk"):
                known[getattr(row, f"{spec.within}_id"), getattr(row, path)] = row
        for draft in held:
            home, text = draft.values.get(spec.within), draft.named[field.name].text
            if found := known.get((getattr(home, "pk", 0), text)):
                draft.values[field.name] = found
            else:
                draft.spare.append(noted(str(field.label), text))

    def _people(self, drafts: Sequence[Draft], field: Field) -> None:
        """Colleagues by name or sign-in name. One that nobody here has is kept in the notes."""
        if self.people is None:
            self.people = everybody()
        for draft in drafts:
            if named := draft.named.get(field.name):
                found = self.people.get(named.name.casefold()) or self.people.get(
                    named.code.casefold()
                )
                if found:
                    draft.values[field.name] = found
                elif field.points:
                    draft.problems.append(self._nobody(named.text))
                else:
                    draft.spare.append(noted(str(field.label), named.text))

    def _nobody(self, text: str) -> str:
        shared = self.people is not None and text.casefold() in self.people
        said = _("有几位同事都叫“%(text)s”") if shared else _("没有叫“%(text)s”的在职同事")
        return said % {"text": text[:40]}


def word_of(named: Named) -> Word:
    return named.code, named.name


def spoken(word: Word, titled: bool) -> str:
    """What a word may be called in a title or in a code."""
    code, name = word
    return (name or code) if titled else (code or name)
