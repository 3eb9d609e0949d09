"""Call logs of telephone systems and other programs say who began: that comes in with them."""

import pytest

from sanjing.foundation.transfer.tests.cases import counts, named, reasons, take_in
from sanjing.modules.activities.models import Activity
from tests.support.making import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def customer():
    return make("customer", name="大华机械")


def taken(*lines: str) -> list[tuple[str, str]]:
    """(direction, outcome) of what a file of these lines brought, in the order of time."""
    job = take_in("\n".join(lines), "activities")
    assert counts(job) == (len(lines) - 1, 0, 0, 0), reasons(job)
    return list(Activity.objects.order_by("happened_at").values_list("direction", "outcome"))


def test_a_call_log_tells_who_called_and_whether_they_were_reached():
    found = taken(
        "通话时间,客户名称,呼叫方向,通话结果,通话内容",
        "2026-11-01 9:30,大华机械,呼入,已接通,问交期",
        "2026-11-02 9:30,大华机械,呼出,无人接听,",
        "2026-11-03 9:30,大华机械,转接,已接通,改地址",
    )
    assert found == [("inbound", "talked"), ("outbound", "unreached"), ("", "talked")]
    texts = Activity.objects.order_by("happened_at").values_list("summary", flat=True)
    assert list(texts) == ["问交期", "", "改地址\n呼叫方向：转接"]


@pytest.mark.parametrize(
    ("header", "came", "went"),
    [("方向", "来电", "去电"), ("通话类型", "被叫", "主叫"), ("类型", "呼入", "呼出"), ("来电/去电", "来电", "去电"),
     ("联系方向", "客户联系", "我方联系"), ("Direction", "INCOMING", "OUTGOING"), ("Call Type", "Inbound", "Outbound"),
     ("Call direction", "INBOUND", "OUTBOUND"), ("Type", "Incoming call", "Outgoing call")],
)  # fmt: skip
def test_the_words_of_other_programs_are_understood(header, came, went):
    found = taken(
        f"跟进时间,客户名称,{header},跟进内容",
        f"2026-11-01 9:30,大华机械,{came},问交期",
        f"2026-11-02 9:30,大华机械,{went},报了价",
    )
    assert found == [("inbound", ""), ("outbound", "")]


def test_a_missed_call_was_theirs_and_its_word_is_kept():
    assert taken("时间,客户,呼叫类型,内容", "2026-11-01 9:30,大华机械,未接来电,") == [
        ("inbound", "")
    ]
    assert Activity.objects.get().summary == "呼叫类型：未接来电"


def test_a_column_of_ways_stays_one_and_says_nothing_of_who_began():
    job = take_in(
        "跟进时间,客户名称,类型,跟进内容\n2026-11-01,大华机械,来电,问交期\n2026-11-02,大华机械,微信,发样本\n",
        "activities",
    )
    assert named(job)["类型"] == "kind"
    found = Activity.objects.order_by("happened_at").values_list("kind", "direction", "summary")
    assert list(found) == [("call", "", "问交期\n类型：来电"), ("wechat", "", "发样本")]
