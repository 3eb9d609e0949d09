"""The address book: explicit pages first, then what entities derive: a page of its own wins."""

from django.urls import URLPattern, URLResolver, include, path

from sanjing.config.health import healthz, metrics
from sanjing.config.parts import has_module
from sanjing.web.errors import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

EXPLICIT = (
    "sanjing.foundation.accounts",
    "sanjing.foundation.events",
    "sanjing.foundation.search",
    "sanjing.foundation.customization",
    "sanjing.foundation.transfer",
    "sanjing.foundation.webhooks",
    "sanjing.foundation.approvals",
    "sanjing.foundation.rulebook",
    "sanjing.foundation.files",
    "sanjing.modules.workbench",
    "sanjing.modules.customers",
    "sanjing.modules.activities",
    "sanjing.modules.products",
    "sanjing.modules.promises",
    "sanjing.modules.deals",
    "sanjing.modules.library",
    "sanjing.modules.quotes",
    "sanjing.modules.orders",
    "sanjing.modules.deliveries",
    "sanjing.modules.receivables",
    "sanjing.modules.losses",
    "sanjing.modules.scores",
    "sanjing.modules.tiers",
    "sanjing.modules.automation",
    "sanjing.modules.insights",
    "sanjing.web",
)
DERIVED = ("sanjing.foundation.entities",)


def _included(packages: tuple[str, ...]) -> list[URLPattern | URLResolver]:
    """The `urls.py` of each package that has one."""
    return [path("", include(f"{name}.urls")) for name in packages if has_module(f"{name}.urls")]


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("api/", include("sanjing.api.urls")),
    *_included(EXPLICIT),
    *_included(DERIVED),
]
