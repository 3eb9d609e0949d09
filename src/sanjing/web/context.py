"""What every template may use besides its own context."""

from django.http import HttpRequest

from sanjing.foundation import navigation
from sanjing.foundation.pages import wants_partial


def interface(request: HttpRequest) -> dict[str, object]:
    """`actor` on every page; `menu` on full pages of a signed-in person.

    Partials do not show the menu, so its counts are not worth a query there.
    """
    actor = getattr(request, "actor", None)
    if actor is None or wants_partial(request):
        return {"actor": actor, "menu": navigation.Menu()}
    return {"actor": actor, "menu": navigation.menu_for(actor, request.path)}
