"""Which pages of insights reckon with a number that may be borrowed."""

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.assumptions.declaring import used
from sanjing.modules.scores.rates import RATES

for key in (*RATES.values(), "cost_of_money", "acquisition_ratio"):
    used(key, _("服务成本"), "/insights/costs/")
for key in ("people_told", "margin"):
    used(key, _("三种境界"), "/insights/ladder/")
for key in ("margin", "discount", "largest_fifth"):
    used(key, _("价值地图"), "/insights/value/")
used("margin", _("服务成本"), "/insights/costs/")
used("margin", _("象限"), "/insights/quadrants/")
used("margin", _("早期预警"), "/insights/warning/")
