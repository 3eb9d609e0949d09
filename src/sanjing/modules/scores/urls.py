from django.urls import path

from sanjing.modules.scores import views

app_name = "scores"

urlpatterns = [
    path("scores/", views.runs, name="runs"),
    path("scores/run/", views.run, name="run"),
]
