"""Administration: what each role may do."""

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts import actions, matrix
from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.accounts.forms.people import NewRoleForm, RoleForm
from sanjing.foundation.accounts.guards import LastAdministrator
from sanjing.foundation.accounts.models import Role
from sanjing.foundation.accounts.queries import roles_for_administration
from sanjing.foundation.accounts.views.answers import form_page
from sanjing.foundation.pages import tell


@administrators_only
def roles(request: HttpRequest) -> HttpResponse:
    """All roles, with the form for one more beside them."""
    form = NewRoleForm(request.POST or None)
    if form.is_valid():
        role = actions.create_role(**form.cleaned_data, by=request.actor, at=timezone.now())
        return redirect("accounts:role", role.pk)
    rows = roles_for_administration()
    context = {"title": _("角色与权限"), "roles": rows, "form": form, "section": "roles"}
    return form_page(request, "accounts/roles.html", context)


@administrators_only
def edit_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, and the matrix of entities and verbs, and what happens to single fields."""
    role = get_object_or_404(Role, pk=pk)
    form = RoleForm(request.POST or None, initial=_values(role))
    if form.is_valid() and _changed(request, role, form):
        tell(request, _("角色「%(name)s」已保存，马上生效。") % {"name": role})
        return redirect("accounts:roles")
    context = {
        "title": str(role),
        "role": role,
        "form": form,
        "verbs": matrix.VERB_LABELS.values(),
        "rows": matrix.rows_of(role),
        "section": "roles",
    }
    return form_page(request, "accounts/role_form.html", context)


def _changed(request: HttpRequest, role: Role, form: RoleForm) -> bool:
    values = dict(form.cleaned_data)
    if values["name"] == str(role):
        del values["name"]  # a ready role keeps its translatable name until someone renames it
    try:
        values["grants"], values["field_rules"] = matrix.read_back(role, request.POST)
        actions.change_role(role, values, by=request.actor, at=timezone.now())
    except LastAdministrator:
        form.add_error("is_administrator", _("没有别的管理员了，请先让另一个角色管理系统。"))
    except ValidationError as error:
        form.take(error)
    except ValueError as error:
        raise BadRequest(str(error)) from error
    return not form.errors


def _values(role: Role) -> dict[str, object]:
    return {
        "name": str(role),
        "description": _(role.description) if role.description else "",
        "is_administrator": role.is_administrator,
    }
