from django.urls import path

from sanjing.foundation.events import views

app_name = "events"
urlpatterns = [
    path("settings/events/", views.events, name="events"),
    path("settings/events/check/", views.check, name="check"),
    path("settings/events/<int:pk>/retry/", views.retry, name="retry"),
    path("settings/events/<int:pk>/give-up/", views.give_up, name="give_up"),
]
