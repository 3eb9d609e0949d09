"""Administration: the tree of teams."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.foundation.accounts import actions
from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.accounts.actions.move_team import BelowItself
from sanjing.foundation.accounts.forms.people import TeamForm
from sanjing.foundation.accounts.models import Team
from sanjing.foundation.accounts.queries import teams_for_administration
from sanjing.foundation.accounts.views.answers import form_page
from sanjing.foundation.pages import tell


@administrators_only
def teams(request: HttpRequest) -> HttpResponse:
    """The tree, with the form for one more team beside it."""
    form = TeamForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if form.is_valid():
        try:
            actions.create_team(**form.cleaned_data, by=request.actor, at=timezone.now())
            tell(request, _("团队「%(name)s」已建立。") % {"name": form.cleaned_data["name"]})
            return redirect("accounts:teams")
        except ValidationError as error:
            form.take(error)
    rows = teams_for_administration()
    context = {"title": pgettext("复数", "团队"), "teams": rows, "form": form, "section": "teams"}
    return form_page(request, "accounts/teams.html", context)


@administrators_only
def edit_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a team or hang it elsewhere in the tree."""
    team = get_object_or_404(Team, pk=pk)
    title = team.name
    form = TeamForm(request.POST or None, initial={"name": team.name, "parent": team.parent_id})
    if form.is_valid() and _changed(request, team, form):
        tell(request, _("团队「%(name)s」已保存。") % {"name": team.name})
        return redirect("accounts:teams")
    context = {"title": title, "form": form, "team": team, "section": "teams"}
    return form_page(request, "accounts/team_form.html", context)


def _changed(request: HttpRequest, team: Team, form: TeamForm) -> bool:
    parent, name = form.cleaned_data["parent"], form.cleaned_data["name"]
    now = timezone.now()
    try:
        if (parent and parent.pk) != team.parent_id:
            actions.move_team(team, parent=parent, by=request.actor, at=now)
        if name != team.name:
            actions.rename_team(team, name=name, by=request.actor, at=now)
    except BelowItself:
        form.add_error("parent", _("不能放到自己或自己的下级团队下面。"))
    except ValidationError as error:
        form.take(error)
    return not form.errors
