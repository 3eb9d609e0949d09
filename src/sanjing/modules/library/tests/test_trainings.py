"""Who was trained in what, for themselves and those who lead them."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actions.change_user import change_user
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.entities.refiling import refile_owned
from sanjing.modules.library import reports
from sanjing.modules.library.models import Training
from sanjing.modules.library.tests.conftest import TODAY, day, write
from tests.support.cast import person, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def train(manager):
    def make(who, *, by=manager, on=-10, **values):
        given = {"course": "报价谈判实战", "skill": "谈判", "taken_on": day(on)}
        return write("training", by, participant=who.user, **given | values)

    return make


def cells(actor, name):
    matrix = reports.skills_matrix(actor, TODAY)
    (row,) = [levels for who, levels in matrix.rows if who.name == name]
    return dict(zip(matrix.skills, row, strict=True))


def test_the_matrix_has_the_latest_score_and_its_age(train, seller, other_seller, manager) -> None:
    train(seller, on=-500, score="90")
    train(seller, on=-400, score="55")
    train(seller, on=-5, course="跟车观察")
    train(other_seller, on=-3, skill="产品知识")
    found = cells(manager.actor, "林晓梅")
    assert (found["谈判"].score, found["谈判"].days, found["产品知识"]) == (55, 400, None)
    assert found["谈判"].is_stale and found["谈判"].tone == "red"
    assert cells(manager.actor, "吴海波")["产品知识"].score is None
    page = manager.browser().get("/trainings/skills/").text
    assert "55" in page and "没考" in page and "bg-secondary-lt" in page


def test_people_see_their_own_and_leaders_those_below(
    train, seller, other_seller, manager, outsider
) -> None:
    train(seller, score="88", note="问得不够深")
    train(other_seller, score="61")
    assert {row.name for row, _ in reports.skills_matrix(seller.actor, TODAY).rows} == {"林晓梅"}
    own = Training.objects.get(participant=seller.user)
    assert "问得不够深" in seller.browser().get(f"/trainings/{own.pk}/").text
    assert other_seller.browser().get(f"/trainings/{own.pk}/").status_code == 404
    assert seller.browser().get(f"/trainings/{own.pk}/edit/").status_code == 403
    assert outsider.browser().get("/trainings/skills/").status_code == 403
    seen = reports.skills_matrix(manager.actor, TODAY)
    assert ({row.name for row, _ in seen.rows}, seen.untrained) == (
        {"林晓梅", "吴海波"},
        ["周建国"],
    )


def test_nobody_is_trained_by_a_manager_of_others(train, seller, db) -> None:
    stranger = person("south", "冯南", role="sales_manager", team=team("南方部"))
    with pytest.raises(Forbidden):
        train(seller, by=stranger)
    assert not Training.objects.exists()


def test_a_leader_finds_by_search_what_those_below_took(train, seller, manager, admin) -> None:
    """The search row carries the team of the participant, and follows them to another."""
    train(seller)

    def found_by(who) -> bool:
        return "报价谈判实战" in who.browser().get("/search/", {"q": "谈判实战"}).text

    stranger = person("south", "冯南", role="sales_manager", team=team("南方部"))
    assert (found_by(manager), found_by(seller), found_by(stranger)) == (True, True, False)
    change_user(seller.user, {"team": team("南方部")}, by=admin.actor, at=timezone.now())
    refile_owned(seller.user.pk)
    assert (found_by(manager), found_by(stranger)) == (False, True)


def test_a_skill_has_one_spelling_and_a_score_its_bounds(train, seller, manager) -> None:
    train(seller, skill="CRM 操作")
    assert train(seller, skill="crm操作").skill == "CRM 操作"
    assert '<option value="CRM 操作">' in manager.browser().get("/trainings/new/").text
    with pytest.raises(Invalid, match="0 到 100"):
        train(seller, score="101")
