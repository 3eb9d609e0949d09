from django.urls import path

from sanjing.modules.orders import views

app_name = "orders"

urlpatterns = [
    path("returns/rates/", views.rates, name="return-rates"),
    path("stock-counts/reorder/", views.reorder, name="reorder"),
]
