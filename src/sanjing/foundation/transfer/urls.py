from django.urls import path

from sanjing.foundation.entities import converters  # noqa: F401  registers <entity:…>
from sanjing.foundation.transfer.views import arranging, downloads, history, uploading, working

app_name = "transfer"

urlpatterns = [
    path("<entity:entity>/import/", uploading.upload_page, name="upload"),
    path("<entity:entity>/import/template.xlsx", downloads.template, name="template"),
    path("imports/", history.history, name="history"),
    path("imports/<int:pk>/", history.job_page, name="job"),
    path("imports/<int:pk>/arrange/", arranging.arrange_page, name="arrange"),
    path("imports/<int:pk>/turn/", arranging.turn_page, name="turn"),
    path("imports/<int:pk>/preview/", arranging.preview, name="preview"),
    path("imports/<int:pk>/start/", working.start, name="start"),
    path("imports/<int:pk>/progress/", working.progress, name="progress"),
    path("imports/<int:pk>/undo/", working.undo_page, name="undo"),
    path("imports/<int:pk>/discard/", working.discard, name="discard"),
    path("imports/<int:pk>/refused.csv", downloads.refused, name="refused"),
    path("imports/<int:pk>/records/<slug:what>/", history.records, name="records"),
]
