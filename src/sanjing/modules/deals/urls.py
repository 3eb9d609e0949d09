from django.urls import path

from sanjing.modules.deals import public, views

app_name = "deals"

urlpatterns = [
    path("deals/forecast/", views.forecast, name="forecast"),
    path("deals/winning/", views.win_rates, name="winning"),
    path("f/<slug:key>/", public.lead_form, name="lead-form"),
    path("deals/leads/", views.lead_figures, name="leads"),
    path("deals/progress/", views.progress, name="progress"),
]
