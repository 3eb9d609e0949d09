from django.urls import path

from sanjing.modules.insights.views import prospecting, season, whitespace

app_name = "insights"

urlpatterns = [
    path("insights/", season.start, name="start"),
    path("insights/season/", season.year, name="season"),
    path("insights/season/before/", season.before, name="before"),
    path("insights/season/plan/", season.plan, name="plan"),
    path("insights/whitespace/", whitespace.overview, name="whitespace"),
    path("insights/whitespace/<int:pk>/", whitespace.for_customer, name="offers"),
    path("insights/prospecting/", prospecting.prospects, name="prospecting"),
]
