"""Kinds that point at a person who works here, or at a team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.models import Team, User
from sanjing.foundation.entities.kinds.base import Kind
from sanjing.foundation.entities.kinds.links import Pointing, kept_as, row_id
from sanjing.foundation.entities.kinds.pointers import Pointer
from sanjing.kernel.numbers import whole


class Person(Pointing):
    """A user of this installation; the value is the `User`."""

    name = "user"
    short = True
    operators = ("is", "is_not", "in", "in_team", "empty", "filled")

    def parse(self, raw: Any, field):
        if raw in (None, ""):
            return None
        if isinstance(raw, User):
            return kept_as(raw, field)
        text = str(getattr(raw, "pk", raw)).strip()
        found = self.candidates(text)
        if not found:
            raise ValueError(_("没有叫“%(text)s”的在职同事") % {"text": text[:40]})
        if len(found) > 1 and field.points:
            raise ValueError(_("有几位同事都叫“%(text)s”，请写登录名") % {"text": text[:40]})
        return kept_as(found[0], field)

    def candidates(self, text: str) -> list[User]:
        """The one with that id or sign-in name, else up to two with that name."""
        people = User.objects.filter(is_active=True).order_by("pk")
        pk = whole(text)
        found = people.filter(pk=pk).first() if pk is not None else None
        found = found or people.filter(username=text).first()
        return [found] if found else list(people.filter(name=text)[:2])

    def format(self, value, field):
        if isinstance(value, Pointer):
            return field.names.cell(value.pk).text
        return value.name if value else ""

    def held(self, value, field):
        """Somebody who left stays chosen where they are until somebody chooses another."""
        user = User.objects.filter(pk=value.pk).first() if isinstance(value, Pointer) else value
        if user is None or user.is_active:
            return ()
        return ((user.pk, user.name),)

    def form_field(self, field):
        people = User.objects.filter(is_active=True).order_by("name").values_list("pk", "name")
        choices = [("", _("（无）")), *people, *field.choices]
        return forms.ChoiceField(choices=choices, **self.form_options(field))

    def asking_field(self, op, field):
        if op == "in_team":
            return TeamOf().form_field(field)
        control = super().asking_field(op, field)
        control.choices = [("me", _("我")), *control.choices[1:]]
        return control

    def initial(self, value, field):
        return value.pk if value else ""

    def called(self, asked, field):
        return _("我") if asked == "me" else super().called(asked, field)

    def asked_for(self, raw):
        return raw if raw == "me" else row_id(raw)

    def question(self, op, raw, field):
        return row_id(raw) if op == "in_team" else super().question(op, raw, field)

    def q(self, path, op, value, asked):
        if op == "in_team":
            return Q(**{f"{path}__isnull": False}) & Q(**{f"{path}__team_id": value})
        me = asked.actor.user_id
        value = [me if one == "me" else one for one in value] if op == "in" else value
        return super().q(path, op, me if value == "me" else value, asked)

    def q_kept(self, path, op, value, asked):
        if op == "in_team":
            members = User.objects.filter(team_id=value).values_list("pk", flat=True)
            return self.q(path, "in", list(members), asked)
        return self.q(path, op, value, asked)


class TeamOf(Kind):
    """A team of this installation; the value is the `Team`."""

    name = "team"
    operators = ("is", "is_not", "empty", "filled")
    sortable = False
    api_type = int

    def parse(self, raw: Any, field):
        if raw in (None, "") or isinstance(raw, Team):
            return raw or None
        text = str(raw).strip()
        rows = Team.objects.all()
        pk = whole(text)
        found = rows.filter(pk=pk).first() if pk is not None else None
        found = found or rows.filter(name=text).order_by("pk").first()
        if found is None:
            raise ValueError(_("没有叫“%(text)s”的团队") % {"text": text[:40]})
        return found

    def format(self, value, field):
        return value.name if value else ""

    def to_json(self, value):
        return value.pk if value else None

    def form_field(self, field):
        teams = [("", _("（无）")), *Team.objects.order_by("path").values_list("pk", "name")]
        return forms.ChoiceField(choices=teams, **self.form_options(field))

    def initial(self, value, field):
        return value.pk if value else ""

    def question(self, op, raw, field):
        return None if op in ("empty", "filled") else row_id(raw)
