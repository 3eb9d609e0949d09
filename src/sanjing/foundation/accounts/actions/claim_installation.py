from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from sanjing.foundation.accounts.actions.name_company import name_company
from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.models import Role, User, WelcomeLink, digest_of
from sanjing.foundation.accounts.queries import there_is_an_administrator

ADMINISTRATOR = "administrator"


class LinkNotValid(Exception):
    """The link is wrong, used, replaced or older than a day."""

    code = "link_not_valid"


def check_link(token: str, *, at: datetime) -> None:
    """Raises LinkNotValid unless `token` would open the installation now."""
    valid = WelcomeLink.objects.filter(digest=digest_of(token), expires_at__gt=at).exists()
    if not valid or there_is_an_administrator():
        raise LinkNotValid


@transaction.atomic
def claim_installation(
    token: str, *, username: str, name: str, password: str, company: str = "", at: datetime
) -> User:
    """Use the first-start link to create the administrator. Raises LinkNotValid, ValidationError.

    The link's row is deleted first: of two people at once only one finds it.
    """
    check_link(token, at=at)
    user = User(username=username.strip(), name=name)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    used, _ = WelcomeLink.objects.filter(digest=digest_of(token)).delete()
    if not used:
        raise LinkNotValid
    user.save()
    user.roles.add(Role.objects.get(key=ADMINISTRATOR))
    by = system_actor("first start")
    announce("installation_claimed", {"user": user.pk}, by, at)
    if company.strip():
        name_company(company, by=by, at=at)
    return user
