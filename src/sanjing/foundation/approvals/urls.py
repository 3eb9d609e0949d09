from django.urls import path

from sanjing.foundation.approvals.views import delegations, inbox, rules

app_name = "approvals"
urlpatterns = [
    path("approvals/", inbox.inbox, name="inbox"),
    path("approvals/<int:pk>/approve/", inbox.approve, name="approve"),
    path("approvals/<int:pk>/refuse/", inbox.refuse, name="refuse"),
    path("approvals/<int:pk>/withdraw/", inbox.withdraw, name="withdraw"),
    path("approvals/delegate/", delegations.delegate, name="delegate"),
    path("approvals/delegations/<int:pk>/end/", delegations.end, name="end_delegation"),
    path("settings/approvals/", rules.rules, name="rules"),
    path("settings/approvals/new/", rules.new_rule, name="new_rule"),
    path("settings/approvals/<int:pk>/", rules.rule, name="rule"),
    path("settings/approvals/<int:pk>/remove/", rules.remove, name="remove_rule"),
]
