from django.urls import path

from sanjing.modules.quotes import views

app_name = "quotes"

urlpatterns = [
    path("quotes/<int:pk>/paper/", views.quote_paper, name="quote_paper"),
    path("contracts/<int:pk>/paper/", views.contract_paper, name="contract_paper"),
    path("settings/discounts/", views.discounts, name="discounts"),
    path("settings/letterhead/", views.head, name="letterhead"),
]
