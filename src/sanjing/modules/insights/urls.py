from django.urls import path

from sanjing.modules.insights.views import (
    costs,
    ladder,
    prospecting,
    quadrants,
    renewals,
    retention,
    season,
    tiers,
    value,
    warning,
    whitespace,
    worth,
)

app_name = "insights"

urlpatterns = [
    path("insights/", worth.start, name="start"),
    path("insights/value/", value.value_map, name="value"),
    path("insights/ladder/", ladder.overview, name="ladder"),
    path("insights/retention/", retention.retention, name="retention"),
    path("insights/renewals/", renewals.renewals, name="renewals"),
    path("insights/warning/", warning.warnings, name="warning"),
    path("insights/season/", season.year, name="season"),
    path("insights/season/before/", season.before, name="before"),
    path("insights/season/plan/", season.plan, name="plan"),
    path("insights/whitespace/", whitespace.overview, name="whitespace"),
    path("insights/whitespace/<int:pk>/", whitespace.for_customer, name="offers"),
    path("insights/quadrants/", quadrants.overview, name="quadrants"),
    path("insights/quadrants/<slug:quadrant>/", quadrants.plan, name="playbook"),
    path("insights/tiers/", tiers.overview, name="tiers"),
    path("insights/costs/", costs.costs, name="costs"),
    path("insights/prospecting/", prospecting.prospects, name="prospecting"),
]
