from django.urls import path

from sanjing.foundation.entities import converters  # noqa: F401  registers <entity:…>
from sanjing.foundation.entities.views import (
    bin,
    board,
    cell,
    detail,
    edit,
    listing,
    pick,
    search,
    verbs,
)

app_name = "entities"

urlpatterns = [
    path("search/", search.search, name="search"),
    path("bin/", bin.bin, name="bin"),
    path("bin/<entity:entity>/<int:pk>/restore/", bin.restore, name="restore"),
    path("<entity:entity>/", listing.listing, name="list"),
    path("<entity:entity>/board/", board.board, name="board"),
    path("<entity:entity>/<int:pk>/move/", board.move, name="move"),
    path("<entity:entity>/count/", listing.count, name="count"),
    path("<entity:entity>/filter/", listing.add_filter, name="filter"),
    path("<entity:entity>/new/", edit.create, name="create"),
    path("<entity:entity>/pick/", pick.pick, name="pick"),
    path("<entity:entity>/export/", listing.export, name="export"),
    path("<entity:entity>/bulk/", verbs.bulk, name="bulk"),
    path("<entity:entity>/<int:pk>/", detail.detail, name="detail"),
    path("<entity:entity>/<int:pk>/timeline/", detail.timeline, name="timeline"),
    path("<entity:entity>/<int:pk>/who/", detail.who, name="who"),
    path("<entity:entity>/<int:pk>/edit/", edit.change, name="change"),
    path("<entity:entity>/<int:pk>/field/<slug:name>/", cell.one_field, name="field"),
    path("<entity:entity>/<int:pk>/remove/", edit.remove, name="remove"),
    path("<entity:entity>/<int:pk>/<slug:verb>/", verbs.run, name="verb"),
]
