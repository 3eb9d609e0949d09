"""What every template may use besides its own context."""

from django.http import HttpRequest

from sanjing.foundation import navigation
from sanjing.foundation.accounts.company import company_name
from sanjing.foundation.pages import wants_partial


def interface(request: HttpRequest) -> dict[str, object]:
    """`actor` on every page; `company`, read where it is shown, on full ones, and `menu` on those of
    a signed-in person.

    Partials do not show the menu, so its counts are not worth a query there.
    """
    actor = getattr(request, "actor", None)
    if wants_partial(request):
        return {"actor": actor, "menu": navigation.Menu()}
    menu = navigation.menu_for(actor, request.path) if actor else navigation.Menu()
    return {"actor": actor, "menu": menu, "company": company_name}
