"""What people of the demo company share: lessons and tricks, cases, what may be said, and who was trained."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from sanjing.demo import sharing
from sanjing.demo.buying import Goods
from sanjing.demo.lives import Values
from sanjing.demo.promising import SELLERS, moment, theirs
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.approvals.actions import approve, save_rule
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import batches, records, registry
from sanjing.modules.deals.models import Deal, Outcome
from sanjing.modules.library.actions import submit as submitting
from sanjing.modules.library.actions.find_useful import find_useful
from sanjing.modules.library.actions.retire import retire
from sanjing.modules.library.actions.write_lesson import write_lesson
from sanjing.modules.library.models import Knowledge, ProductClaim


class Library:
    """Fills the library by the hands of those who keep it."""

    def __init__(
        self, rng: Random, users: dict[str, User], actors: dict[str, Actor], goods: Goods, now: datetime
    ):  # fmt: skip
        self.rng, self.users, self.actors, self.goods, self.now = rng, users, actors, goods, now
        self.today = timezone.localdate(now)
        self.known = {login: theirs(users[login]) for login in SELLERS}

    def fill(self) -> None:
        self.notes()
        self.lessons()
        self.cases()
        self.claims()
        self.trainings()

    def ago(self, days: int) -> datetime:
        return moment(self.today - timedelta(days), self.rng, self.now)

    def create(self, entity: str, login: str, values: Values, at: datetime):
        return records.create(registry.get(entity), values, by=self.actors[login], at=at)

    def notes(self) -> None:
        """What somebody wrote down of their own accord, and who thanked them."""
        for n, (login, values) in enumerate(sharing.NOTES):
            product = self.goods.get(values.get("product", ""))
            at = self.ago(300 - 24 * n)
            note = self.create("knowledge", login, values | {"product": product}, at)
            self.thank(note, at)

    def lessons(self) -> None:
        """What closed deals taught, written by those who pursued them."""
        closed = Deal.objects.exclude(outcome=Outcome.OPEN).filter(lessons__in=sharing.LESSONS)
        names = {lesson: list(titles) for lesson, titles in sharing.LESSONS.items()}
        for deal in closed.select_related("owner").order_by("-closed_on", "-pk")[:30]:
            if not names[deal.lessons]:
                continue
            login = deal.owner.username if deal.owner else "manager"
            at = self.ago((self.today - (deal.closed_on or self.today)).days)
            title = names[deal.lessons].pop(0)
            told = {"title": title, "kind": "lesson", "text": deal.lessons}
            self.thank(write_lesson(deal, **told, tags="复盘", by=self.actors[login], at=at), at)

    def thank(self, note: Knowledge, at: datetime) -> None:
        others = [login for login in SELLERS if self.users[login].pk != note.owner_id]
        for login in self.rng.sample(others, self.rng.randrange(len(others))):
            find_useful(note, by=self.actors[login], at=at + (self.now - at) / 2)

    def cases(self) -> None:
        """Factories we may point at, with consents of every sort, and where they were shown."""
        works = [one for login in SELLERS for one in self.known[login] if "|工业|" in one.tags]
        for customer, case in zip(works, sharing.CASES, strict=False):
            values, product, agreed = case
            values = values | {"customer": customer, "product": self.goods[product]}
            if agreed:
                use, since, until = agreed
                values |= {
                    "consent_for": use, "consent_by": "设备科长", "consent_on": self.today - timedelta(since),
                    "consent_until": until and self.today + timedelta(until),
                }  # fmt: skip
            made = self.create("referencecase", "marketing", values, self.now)
            for where, purpose in sharing.USES:
                if made.allows(purpose, self.today):
                    given = {"case": made, "where": where, "purpose": purpose}
                    self.create("caseuse", self.rng.choice(SELLERS), given, self.now)

    def claims(self) -> None:
        """What may be said of the goods, what still waits, and what customers say of it."""
        owner = [{"who": "people", "people": [self.actors["boss"].user_id]}]
        rule = {"purpose": submitting.PURPOSE, "name": "宣传口径老板批"}
        save_rule(None, rule, owner, by=self.actors["admin"], at=self.ago(365))
        for n, (product, statement, evidence, lasts, becomes, not_so) in enumerate(sharing.CLAIMS):
            values = {
                "product": self.goods[product], "statement": statement, "evidence": evidence,
                "valid_until": self.today + timedelta(lasts),
                "statement_en": sharing.IN_ENGLISH.get(statement, ""),
            }  # fmt: skip
            at = self.ago(200 - 12 * n)
            claim = self.create("productclaim", "marketing", values, at)
            if becomes != "draft":
                submitting.submit(claim, by=self.actors["marketing"], at=at)
            if becomes in ("approved", "retired"):
                self.decide(claim, becomes, at)
                self.ask_customers(claim, not_so)

    def decide(self, claim: ProductClaim, becomes: str, at: datetime) -> None:
        waiting = Approval.objects.get(entity="productclaim", record_id=claim.pk)
        approve(waiting, by=self.actors["boss"], at=at)
        if becomes == "retired":
            claim.refresh_from_db()
            retire(claim, reason="换了型号，数据不再成立", by=self.actors["marketing"], at=self.now)

    def ask_customers(self, claim: ProductClaim, not_so: float) -> None:
        for login in SELLERS:
            for customer in self.rng.sample(self.known[login], min(3, len(self.known[login]))):
                held = "not_so" if self.rng.random() < not_so else "kept"
                day = self.today - timedelta(self.rng.randrange(90))
                told = {
                    "claim": claim, "customer": customer, "held": held,
                    "said": self.rng.choice(sharing.SAID[held]),
                    "said_on": day, "source": self.rng.choice(("回访", "拜访", "微信")),
                }  # fmt: skip
                self.create("claimexperience", login, told, self.now)

    def trainings(self) -> None:
        """The manager trains those who sell; the latest score of each skill tells where they stand."""
        rows = [
            {
                "course": course, "skill": skill, "participant": self.users[login],
                "taken_on": self.today - timedelta(back + self.rng.randrange(20)),
                "score": self.rng.randint(52, 98) if exam else "", "coach": self.users["manager"],
                "note": self.rng.choice(sharing.REMARKS),
            }
            for course, skill, back, exam in sharing.COURSES
            for login in SELLERS[:4]
            if self.rng.random() < 0.8
        ]  # fmt: skip
        batches.create_many(
            registry.get("training"), rows, by=self.actors["manager"], at=self.ago(3)
        )
