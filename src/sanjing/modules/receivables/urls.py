from django.urls import path

from sanjing.modules.receivables.views import ageing, collection

app_name = "receivables"

urlpatterns = [
    path("receivables/", ageing.by_age, name="ageing"),
    path("receivables/open/", ageing.behind, name="behind"),
    path("receivables/export/", ageing.export, name="ageing-export"),
    path("collection/", collection.worklist, name="worklist"),
    path("collection/<int:pk>/", collection.case, name="case"),
]
