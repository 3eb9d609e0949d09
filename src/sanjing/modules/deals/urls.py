from django.urls import path

from sanjing.modules.deals import views

app_name = "deals"

urlpatterns = [
    path("deals/forecast/", views.forecast, name="forecast"),
    path("deals/winning/", views.win_rates, name="winning"),
    path("deals/progress/", views.progress, name="progress"),
]
