from django.urls import path

from sanjing.modules.activities.views import feed, log, pages, photo, visits

app_name = "activities"

urlpatterns = [
    path("customers/<int:pk>/log/", log.log, name="log"),
    path("activities/<int:pk>/photo/", photo.photo, name="photo"),
    path("tasks/", pages.tasks, name="tasks"),
    path("calendar/", pages.calendar, name="calendar"),
    path("calendar/subscribe/", feed.subscribe, name="subscribe"),
    path("calendar/<str:secret>.ics", feed.feed, name="feed"),
    path("visits/", visits.visits, name="visits"),
    path("silent/", pages.silent, name="silent"),
]
