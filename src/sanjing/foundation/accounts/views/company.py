"""Administration: whose installation this is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts import actions
from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.accounts.company import company_name
from sanjing.foundation.accounts.forms.people import CompanyForm
from sanjing.foundation.accounts.views.answers import form_page
from sanjing.foundation.pages import tell


@administrators_only
def company(request: HttpRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None, initial={"name": company_name()})
    if form.is_valid():
        actions.name_company(form.cleaned_data["name"], by=request.actor, at=timezone.now())
        tell(request, _("公司名称已保存。"))
        return redirect("accounts:company")
    return form_page(request, "accounts/company.html", {"title": _("公司名称"), "form": form})
