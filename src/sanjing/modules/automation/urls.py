from django.urls import path

from sanjing.modules.automation import views

app_name = "automation"

urlpatterns = [path("stage-rules/coverage/", views.coverage, name="coverage")]
