"""What one learns the others find: lessons of deals, votes, and what fits a deal."""

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records
from sanjing.foundation.events.models import Event
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import DealReason
from sanjing.modules.library.models import Knowledge
from sanjing.modules.library.tests.conftest import day, write
from tests.support.programs import program  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
LESSON = {"title": "先看现场再报价", "kind": "lesson", "text": "请设备科一起量管径", "tags": "报价"}


@pytest.fixture
def why(db):
    return DealReason.objects.filter(outcome="lost", parent=None).order_by("position").first()


@pytest.fixture
def lost(make_deal, meter, seller, why):
    lines = [{"product": "G4", "quantity": "3"}]
    deal = make_deal(seller, competitors="汉水能源", lines=lines)
    given = {"reason": why, "lessons": "报价前没看现场"}
    return lose(deal, **given, by=seller.actor, at=timezone.now())


@pytest.fixture
def lesson(lost, seller):
    seller.browser().post(f"/deals/{lost.pk}/write_lesson/", LESSON)
    return Knowledge.objects.get()


def test_a_lost_deal_becomes_a_lesson_with_all_it_was_about(lost, seller, meter, why) -> None:
    browser = seller.browser()
    assert "报价前没看现场" in browser.get(f"/deals/{lost.pk}/write_lesson/").text
    browser.post(f"/deals/{lost.pk}/write_lesson/", LESSON)
    made = Knowledge.objects.get()
    assert (made.deal, made.customer, made.product, made.reason, made.owner) == (
        lost, lost.customer, meter, why, seller.user,
    )  # fmt: skip
    assert made.competitors == "|汉水能源|"
    page = browser.get(f"/knowledge/{made.pk}/").text
    assert "窑炉煤改气" in page and "江城瓷厂" in page


def test_everybody_reads_it_but_not_whose_deal_it_was(lesson, other_seller, service) -> None:
    browser = other_seller.browser()
    for address in (
        f"/knowledge/{lesson.pk}/", "/knowledge/?columns=all", f"/api/knowledge/{lesson.pk}",
        f"/knowledge/{lesson.pk}/timeline/", "/search/?q=先看现场",
    ):  # fmt: skip
        text = browser.get(address).text
        assert "先看现场再报价" in text, address
        assert "江城瓷厂" not in text and "窑炉煤改气" not in text, address
    assert browser.get(f"/knowledge/{lesson.pk}/edit/").status_code == 403
    assert "请设备科" in service.browser().get(f"/knowledge/{lesson.pk}/").text


def test_the_manager_may_put_it_right(lesson, manager) -> None:
    manager.browser().post(f"/knowledge/{lesson.pk}/edit/", {"title": "报价前先看现场"})
    lesson.refresh_from_db()
    assert lesson.title == "报价前先看现场"


def test_an_open_deal_has_no_lesson_yet(make_deal, seller, program) -> None:  # noqa: F811
    deal = make_deal(seller)
    assert "write_lesson" not in seller.browser().get(f"/deals/{deal.pk}/").text
    answer = program(seller).post(f"/api/deals/{deal.pk}/write_lesson", LESSON)
    assert (answer.status_code, Knowledge.objects.count()) == (403, 0)
    given = {"expected_close_date": day(9)}
    deal = records.change(deal, given, by=seller.actor, at=timezone.now())
    win(deal, by=seller.actor, at=timezone.now())
    assert "write_lesson" in seller.browser().get(f"/deals/{deal.pk}/").text


def test_a_note_comes_from_a_customer_too(make_customer, seller, other_seller) -> None:
    mill = make_customer(seller)
    seller.browser().post(f"/customers/{mill.pk}/write_note/", LESSON | {"kind": "play"})
    made = Knowledge.objects.get()
    assert (made.kind, made.customer, made.deal) == ("play", mill, None)
    assert "江城瓷厂" in seller.browser().get(f"/knowledge/{made.pk}/").text
    answer = other_seller.browser().post(f"/customers/{mill.pk}/write_note/", LESSON)
    assert (answer.status_code, Knowledge.objects.count()) == (404, 1)


def test_one_vote_a_person_and_none_for_oneself(lesson, seller, other_seller, manager) -> None:
    for person in (other_seller, other_seller, manager, seller):
        person.browser().post(f"/knowledge/{lesson.pk}/find_useful/")
    assert lesson.votes.count() == 2
    assert Event.objects.filter(name="knowledge.found_useful").count() == 2
    page = seller.browser().get(f"/knowledge/{lesson.pk}/").text
    assert "2 位同事觉得有用" in page and "吴海波" in page
    write("knowledge", manager, title="没人看的", text="略")
    shown = seller.browser().get("/knowledge/?useful__at_least=1&columns=title,useful").text
    assert "先看现场再报价" in shown and "没人看的" not in shown


def test_a_deal_shows_what_shares_most_with_it(
    lesson, make_deal, make_customer, meter, seller, other_seller
) -> None:
    write("knowledge", seller, title="只有对手相同", text="略", competitors="汉水能源")
    write("knowledge", seller, title="全不相干", text="略", competitors="中部燃气")
    there = make_customer(other_seller, "新洲砖厂")
    lines = [{"product": "G4", "quantity": "1"}]
    deal = make_deal(other_seller, customer=there, competitors="汉水能源、绿源", lines=lines)
    panel = other_seller.browser().get(f"/deals/{deal.pk}/").text.partition("用得上的")[2]
    assert panel.index("先看现场再报价") < panel.index("只有对手相同")
    assert "同一产品、同一对手：汉水能源" in panel and "全不相干" not in panel
    other = make_deal(other_seller, customer=there)
    assert "用得上的" not in other_seller.browser().get(f"/deals/{other.pk}/").text


@pytest.mark.parametrize("words", ["xkxc", "看现场", "管径", "汉水能源"])
def test_it_is_found_by_what_people_type(lesson, other_seller, words) -> None:
    assert "先看现场再报价" in other_seller.browser().get("/search/", {"q": words}).text


def test_without_its_deal_it_stays(lesson, lost, boss) -> None:
    records.remove(lost, by=boss.actor, at=timezone.now())
    assert "窑炉煤改气" not in boss.browser().get(f"/knowledge/{lesson.pk}/").text
