"""The API put together: routes in order, authentication, answers to every error."""

from ninja import NinjaAPI

from sanjing.api import approving, bulk, filing, finding, problems, reading, writing
from sanjing.api.callers import AUTHENTICATION
from sanjing.api.routes import router

ROUTES = (finding, approving, filing, reading, bulk, writing)

api = NinjaAPI(
    title="Sanjing", urls_namespace="api", openapi_url=None, docs_url=None, auth=AUTHENTICATION
)
problems.install(api)
api.add_router("", router)
