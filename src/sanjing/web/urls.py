"""Addresses that belong to the interface itself."""

from django.urls import path

from sanjing.web.language import language
from sanjing.web.settings import settings

app_name = "web"
urlpatterns = [
    path("language/", language, name="language"),
    path("settings/", settings, name="settings"),
]
