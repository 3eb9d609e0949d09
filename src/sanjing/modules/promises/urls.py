from django.urls import path

from sanjing.modules.promises.views import advice, pages

app_name = "promises"

urlpatterns = [
    path("promises/score/", pages.score, name="score"),
    path("promises/advice/", advice.advice, name="advice"),
    path("reviews/", pages.reviews, name="reviews"),
    path("settings/reviews/", pages.rhythm, name="rhythm"),
]
