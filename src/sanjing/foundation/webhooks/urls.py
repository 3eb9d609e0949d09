from django.urls import path

from sanjing.foundation.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("settings/webhooks/", views.webhooks, name="webhooks"),
    path("settings/webhooks/new/", views.new_webhook, name="new"),
    path("settings/webhooks/<int:pk>/", views.edit_webhook, name="webhook"),
    path("settings/webhooks/<int:pk>/ping/", views.ping, name="ping"),
    path("settings/webhooks/<int:pk>/remove/", views.remove, name="remove"),
]
