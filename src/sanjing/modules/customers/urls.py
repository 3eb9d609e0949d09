from django.urls import path

from sanjing.modules.customers import views

app_name = "customers"

urlpatterns = [
    path("customers/duplicates/", views.duplicates, name="duplicates"),
    path("customers/industries/", views.industries, name="industries"),
    path("settings/pool/", views.pool_settings, name="pool"),
]
