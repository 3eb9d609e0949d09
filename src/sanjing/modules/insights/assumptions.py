"""Which pages of insights reckon with a number that may be borrowed."""

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.assumptions.declaring import used
from sanjing.modules.scores.rates import RATES

for key in (*RATES.values(), "cost_of_money", "acquisition_ratio"):
    used(key, _("服务成本"), "/insights/costs/")
used("people_told", _("三种境界"), "/insights/ladder/")
