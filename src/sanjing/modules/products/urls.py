from django.urls import path

from sanjing.modules.products import views

app_name = "products"

urlpatterns = [path("products/price/", views.price, name="price")]
