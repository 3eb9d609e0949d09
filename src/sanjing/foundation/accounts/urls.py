"""Where people sign in, keep their account and, as administrators, everybody's."""

from django.urls import path

from sanjing.foundation.accounts.views import signing_in

app_name = "accounts"
urlpatterns = [
    path("login/", signing_in.log_in, name="login"),
    path("logout/", signing_in.log_out, name="logout"),
]
