from django.urls import path

from sanjing.modules.deliveries import public, views

app_name = "deliveries"

urlpatterns = [
    path("deliveries/perfect/", views.perfect, name="perfect"),
    path("track/<slug:token>/", public.track, name="track"),
]
