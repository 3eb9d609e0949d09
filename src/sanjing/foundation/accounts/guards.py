"""Who may keep other people's accounts, and the one thing nobody may do."""

from django.core.exceptions import PermissionDenied

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.queries import there_is_an_administrator


class AdministratorRequired(PermissionDenied):
    """Accounts, teams and roles are kept by administrators; the pages answer 403."""

    code = "administrator_required"


class LastAdministrator(Exception):
    """The change would leave nobody who can sign in and manage the system."""

    code = "last_administrator"


def require_administrator(by: Actor) -> None:
    if not (by.is_administrator or by.is_system):
        raise AdministratorRequired


def require_an_administrator_remains() -> None:
    """Called inside the transaction of a change, after it: raising undoes the change."""
    if not there_is_an_administrator():
        raise LastAdministrator
