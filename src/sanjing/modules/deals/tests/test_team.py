"""Selling together: roles, and shares that come to exactly one hundred."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.deals.models import Deal, DealMember
from sanjing.modules.deals.rules import Share, split


def team(*pairs):
    return [{"user": who.user.pk, "role": "leads", "share": share} for who, share in pairs]


def test_shares_are_kept_and_the_team_sees_the_deal(make_deal, seller, other_seller, at):
    deal = make_deal(by=seller.actor)
    assert other_seller.browser().get(f"/deals/{deal.pk}/").status_code == 404
    records.change(
        deal, {"team": team((seller, "66.67"), (other_seller, "33.33"))}, by=seller.actor, at=at
    )
    page = other_seller.browser().get(f"/deals/{deal.pk}/").content.decode()
    assert "¥39,996" in page
    assert "锅炉煤改气" in other_seller.browser().get("/search/", {"q": "锅炉"}).content.decode()
    assert other_seller.browser().get(f"/deals/{deal.pk}/edit/").status_code == 403


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [(("60", "39.99"), "合计 99.99%"), (("60", "41"), "合计 101%"), (("150", "-50"), "0 到 100"),
     (("50.001", "49.999"), "两位小数"), (("一半", "50"), "要填数字")],
)  # fmt: skip
def test_shares_that_do_not_come_to_a_hundred_are_refused(
    make_deal, seller, manager, at, shares, sentence
):
    deal = make_deal(by=seller.actor)
    given_team = team((seller, shares[0]), (manager, shares[1]))
    with pytest.raises(Invalid, match=sentence):
        records.change(deal, {"team": given_team}, by=seller.actor, at=at)
    assert not DealMember.objects.exists()


def test_nobody_is_on_a_team_twice(make_deal, seller, at):
    deal = make_deal(by=seller.actor)
    with pytest.raises(Invalid, match="写了两次"):
        records.change(deal, {"team": team((seller, "50"), (seller, "50"))}, by=seller.actor, at=at)


def test_the_form_takes_a_team(make_deal, seller, manager):
    deal = make_deal(by=seller.actor)
    typed = {
        "name": deal.name, "stage": deal.stage_id,
        "team-user": [seller.user.pk, manager.user.pk, ""], "team-role": ["leads", "sponsor", "leads"],
        "team-share": ["80", "20", ""],
    }  # fmt: skip
    assert seller.browser().post(f"/deals/{deal.pk}/edit/", typed).status_code == 303
    assert {(m.user, m.share) for m in Deal.objects.get().members.all()} == {
        (seller.user, Decimal(80)), (manager.user, Decimal(20)),
    }  # fmt: skip


@given(st.integers(0, 10**12), st.lists(st.integers(1, 999), min_size=1, max_size=8))
def test_no_cent_is_lost_between_colleagues(amount, weights):
    total, left, shares = sum(weights), Decimal(100), []
    for number, weight in enumerate(weights[1:], 2):
        share = (Decimal(100) * weight / total).quantize(Decimal("0.01"))
        shares.append(Share(number, "", "", share))
        left -= share
    shares.append(Share(1, "", "", left))
    parts = split(amount, shares)
    assert sum(parts.values()) == amount
    assert all(part >= 0 for part in parts.values())
