from django.urls import path

from sanjing.modules.workbench import views

app_name = "workbench"

urlpatterns = [path("", views.home, name="home")]
