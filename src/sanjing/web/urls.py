"""Addresses that belong to the interface itself."""

from django.urls import path
from django.views.i18n import set_language

from sanjing.foundation.accounts.access import before_password_change, public

app_name = "web"
urlpatterns = [path("language/", before_password_change(public(set_language)), name="language")]
