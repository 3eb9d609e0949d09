from django.urls import path

from sanjing.modules.deliveries import plan_views, public, views

app_name = "deliveries"

urlpatterns = [
    path("deliveries/perfect/", views.perfect, name="perfect"),
    path("deliveries/plan/", plan_views.day, name="plan"),
    path("track/<slug:token>/", public.track, name="track"),
]
