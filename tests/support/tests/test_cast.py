"""The cast stands where the tests believe it stands."""

from tests.support.cast import Person


def test_a_manager_is_above_both_sellers(
    manager: Person, seller: Person, other_seller: Person
) -> None:
    below = manager.actor.teams_below
    assert {seller.user.team_id, other_seller.user.team_id} <= set(below)
    assert seller.user.team_id != other_seller.user.team_id


def test_an_outsider_may_do_nothing(outsider: Person, boss: Person) -> None:
    assert not outsider.actor.may("customer", "see")
    assert boss.actor.may("customer", "see")


def test_a_person_comes_with_a_signed_in_browser(seller: Person) -> None:
    assert seller.browser().get("/healthz").status_code == 200
