"""Addresses that belong to the interface itself."""

from django.urls import path

from sanjing.web.language import language

app_name = "web"
urlpatterns = [path("language/", language, name="language")]
