from django.urls import path

from sanjing.foundation.customization.views import fields, lists
from sanjing.foundation.entities import converters  # noqa: F401  registers <entity:…>

app_name = "customization"
urlpatterns = [
    path("settings/fields/", fields.all_fields, name="all_fields"),
    path("settings/fields/<entity:entity>/", fields.fields, name="fields"),
    path("settings/fields/<entity:entity>/<int:pk>/", fields.field, name="field"),
    path("settings/fields/<entity:entity>/<int:pk>/remove/", fields.remove, name="remove_field"),
    path("<entity:entity>/views/new/", lists.new_view, name="new_view"),
    path("<entity:entity>/views/<int:pk>/delete/", lists.delete_view, name="delete_view"),
    path("<entity:entity>/columns/", lists.columns, name="columns"),
]
