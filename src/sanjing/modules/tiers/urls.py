from django.urls import path

from sanjing.modules.tiers import views

app_name = "tiers"

urlpatterns = [path("settings/service-floor/", views.floor, name="floor")]
