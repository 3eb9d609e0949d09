"""The language switch: at once in this browser, and from now on for the person."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import check_for_language
from django.views.i18n import set_language

from sanjing.foundation.accounts import actions
from sanjing.foundation.accounts.access import before_password_change, public
from sanjing.foundation.accounts.models import User


@public
@before_password_change
def language(request: HttpRequest) -> HttpResponse:
    """POST `language` and `next`. An unknown language changes nothing."""
    chosen = request.POST.get("language", "")
    user = request.user
    if isinstance(user, User) and request.actor and chosen and check_for_language(chosen):
        actions.change_profile(
            user,
            name=user.name,
            email=user.email,
            phone=user.phone,
            language=chosen,
            by=request.actor,
            at=timezone.now(),
        )
    return set_language(request)
