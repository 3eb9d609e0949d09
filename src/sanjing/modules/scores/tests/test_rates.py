"""The rate card: a price for every kind of contact there is, borrowed until the company sets its own."""

from decimal import Decimal

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.assumptions.actions import set_value
from sanjing.foundation.assumptions.declaring import find
from sanjing.modules.activities.models import Activity
from sanjing.modules.scores.rates import TOUCHES, card, rates
from sanjing.modules.scores.tests.conftest import AT, TODAY


def test_every_kind_of_contact_has_a_rate_and_the_companys_own_replaces_it(db):
    assert set(TOUCHES) == set(Activity.Kind.values)
    assert all(one.is_borrowed and one.minor > 0 for one in card(TODAY).values())
    by = system_actor("钱总")
    told = {"since": TODAY, "reason": "去年的工资", "by": by, "at": AT}
    set_value(find("cost_visit"), Decimal("98.76"), **told)
    assert rates(TODAY)["visit"] == 9876
