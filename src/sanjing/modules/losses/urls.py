from django.urls import path

from sanjing.modules.losses.views import assumptions, churn, losses

app_name = "losses"

urlpatterns = [
    path("insights/losses/", losses.losses, name="losses"),
    path("insights/churn-cost/", churn.churn_cost, name="churn_cost"),
    path("insights/assumptions/", assumptions.register, name="assumptions"),
    path("insights/assumptions/<slug:key>/", assumptions.one, name="assumption"),
]
