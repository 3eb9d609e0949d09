"""Where people sign in, keep their account and, as administrators, everybody's."""

from django.urls import path

from sanjing.foundation.accounts.views import (
    company,
    my_account,
    roles,
    second_factor,
    signing_in,
    teams,
    users,
)

app_name = "accounts"
urlpatterns = [
    path("login/", signing_in.log_in, name="login"),
    path("login/code/", second_factor.second_step, name="second_step"),
    path("logout/", signing_in.log_out, name="logout"),
    path("welcome/<str:token>/", signing_in.welcome, name="welcome"),
    path("account/", my_account.account, name="account"),
    path("account/password/", my_account.password, name="password"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("account/second-factor/end/", second_factor.end_second_factor, name="end_second_factor"),
    path("account/sessions/<slug:handle>/end/", my_account.end_session, name="end_session"),
    path("account/tokens/new/", my_account.new_token, name="new_token"),
    path("account/tokens/<int:pk>/end/", my_account.end_token, name="end_token"),
    path("settings/users/", users.users, name="users"),
    path("settings/users/new/", users.new_user, name="new_user"),
    path("settings/users/<int:pk>/", users.edit_user, name="user"),
    path("settings/users/<int:pk>/deactivate/", users.deactivate, name="deactivate"),
    path("settings/users/<int:pk>/reactivate/", users.reactivate, name="reactivate"),
    path("settings/users/<int:pk>/password/", users.new_password_for, name="reset_password"),
    path("settings/users/<int:pk>/sign-out/", users.sign_out_everywhere, name="sign_out"),
    path(
        "settings/users/<int:pk>/second-factor/end/",
        second_factor.end_for,
        name="end_second_factor_for",
    ),
    path("settings/company/", company.company, name="company"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/<int:pk>/", teams.edit_team, name="team"),
    path("settings/roles/", roles.roles, name="roles"),
    path("settings/roles/<int:pk>/", roles.edit_role, name="role"),
]
