from django.urls import path

from sanjing.foundation.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("rules/", views.register, name="register"),
    path("rules/<slug:kind>/<slug:key>/", views.rule, name="rule"),
    path("rules/<slug:kind>/<slug:key>/owner/", views.assign, name="assign"),
]
