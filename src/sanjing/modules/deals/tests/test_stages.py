"""What happens to deals when a stage of their pipeline is edited."""

import datetime as dt

import pytest

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.deals import forecasting
from sanjing.modules.deals.actions.keep_stages import StageInUse
from sanjing.modules.deals.actions.move import move
from sanjing.modules.deals.models import Deal, Pipeline, Stage
from tests.support.races import race  # noqa: F401  a fixture


def weighted_at(boss, moment):
    deals = forecasting.seen_deals(boss.actor, "")
    return sum(m.weighted for m in forecasting.by_month(deals, at=moment, today=moment.date()))


def test_another_probability_counts_from_then_on(make_deal, stage, boss, at):
    make_deal(stage=stage("方案报价").pk)
    make_deal(stage=stage("商务谈判").pk, amount="0")
    later = at + dt.timedelta(hours=1)
    records.change(stage("方案报价"), {"probability": 30}, by=boss.actor, at=later)
    assert weighted_at(boss, later) == 36_000_00
    assert weighted_at(boss, at) == 60_000_00


@pytest.mark.parametrize("values", [{"outcome": "won"}, {"pipeline": "other"}])
def test_pipeline_and_outcome_stay_once_a_deal_has_been_there(make_deal, stage, boss, at, values):
    other = records.create(_pipelines(), {"name": "渠道流程"}, by=boss.actor, at=at)
    values = {name: other.pk if value == "other" else value for name, value in values.items()}
    move(make_deal(stage=stage("方案报价").pk), to=stage("初步接洽"), by=boss.actor, at=at)
    with pytest.raises(Invalid, match="已有商机到过这个阶段"):
        records.change(stage("方案报价"), values, by=boss.actor, at=at)
    fresh = records.change(stage("商务谈判"), values, by=boss.actor, at=at)
    assert fresh.version == 2


def test_a_stage_with_deals_in_it_is_not_put_into_the_bin(make_deal, stage, boss, at):
    deal = make_deal(stage=stage("方案报价").pk)
    for record in (stage("方案报价"), Pipeline.objects.get(name="标准销售流程")):
        with pytest.raises(StageInUse, match="“方案报价”里还有 1 个商机"):
            records.remove(record, by=boss.actor, at=at)
    move(deal, to=stage("初步接洽"), by=boss.actor, at=at)
    records.remove(stage("方案报价"), by=boss.actor, at=at)
    assert Stage.objects.get(name="方案报价").removed_at == at


def test_who_asks_for_it_on_the_page_is_told_and_the_stage_stays(make_deal, stage, boss):
    make_deal(stage=stage("方案报价").pk)
    answer = boss.browser().post(f"/stages/{stage('方案报价').pk}/remove/", follow=True)
    assert "里还有 1 个商机" in answer.content.decode()
    assert Stage.objects.get(name="方案报价").removed_at is None


def test_a_deal_saved_meanwhile_counts_with_the_probability_of_now(
    race,  # noqa: F811
    make_deal,
    stage,
    boss,
    at,
):
    deal = make_deal(stage=stage("方案报价").pk)
    later = at + dt.timedelta(hours=1)
    race(
        lambda: records.change(stage("方案报价"), {"probability": 30}, by=boss.actor, at=later),
        lambda: records.change(deal, {"amount": "200000"}, by=boss.actor, at=later),
    )
    assert race(lambda: weighted_at(boss, later)) == [60_000_00]
    assert race(lambda: Deal.objects.get().amount) == [200_000_00]


def _pipelines():
    return records.entity_of(Pipeline())
