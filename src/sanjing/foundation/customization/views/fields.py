"""Administration: the fields a company adds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.customization import actions
from sanjing.foundation.customization.forms import KIND_LABELS, ChangedField, NewField
from sanjing.foundation.customization.models import CustomField
from sanjing.foundation.customization.queries import holders_of
from sanjing.foundation.customization.usage import places_used
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.forms import show_errors
from sanjing.foundation.pages import render_page


@administrators_only
def all_fields(request: HttpRequest) -> HttpResponse:
    entities = [e for e in registry.all_entities() if e.in_navigation]
    return redirect("customization:fields", entities[0].slug)


@administrators_only
def fields(request: HttpRequest, entity: Entity) -> HttpResponse:
    form = NewField(request.POST or None)
    if form.is_valid():
        try:
            actions.define_field(entity, **form.cleaned_data, by=request.actor, at=timezone.now())
            return redirect("customization:fields", entity.slug)
        except actions.FieldRefused as error:
            show_errors(form, error)
    rows = CustomField.objects.filter(entity=entity.name, removed_at=None).order_by(
        "position", "id"
    )
    context = {
        "title": _("自定义字段"),
        "entity": entity,
        "entities": [e for e in registry.all_entities() if e.in_navigation],
        "rows": [(row, kind_label(row)) for row in rows],
        "form": form,
    }
    return render_page(
        request, "customization/fields.html", context, status=422 if form.errors else 200
    )


@administrators_only
def field(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    row = get_object_or_404(CustomField, pk=pk, entity=entity.name, removed_at=None)
    form = ChangedField(request.POST or None, initial=values_of(row))
    form.fields["target"].disabled = row.kind != "link" or holders_of(row).exists()
    if form.is_valid():
        try:
            actions.change_field(row, **form.cleaned_data, by=request.actor, at=timezone.now())
            return redirect("customization:fields", entity.slug)
        except actions.FieldRefused as error:
            show_errors(form, error)
    context = {
        "title": row.label,
        "entity": entity,
        "row": row,
        "form": form,
        "used": places_used(row),
    }
    return render_page(
        request, "customization/field.html", context, status=422 if form.errors else 200
    )


def kind_label(row: CustomField) -> str:
    target = registry.find(row.target)
    label = str(KIND_LABELS[row.kind])
    return f"{label} → {target.label}" if target else label


def values_of(row: CustomField) -> dict:
    labels = [one["label"] for one in row.options if not one.get("removed")]
    return {
        "label": row.label,
        "target": row.target,
        "options": "\n".join(labels),
        "required": row.required,
        "help": row.help,
    }


@require_POST
@administrators_only
def remove(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    row = get_object_or_404(CustomField, pk=pk, entity=entity.name, removed_at=None)
    actions.remove_field(row, by=request.actor, at=timezone.now())
    return redirect("customization:fields", entity.slug)
