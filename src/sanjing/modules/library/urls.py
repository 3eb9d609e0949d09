from django.urls import path

from sanjing.modules.library import views

app_name = "library"

urlpatterns = [
    path("product-claims/gaps/", views.claim_gaps, name="claim-gaps"),
    path("trainings/skills/", views.skills, name="skills"),
]
