"""What the ledgers of an office write that no form would: days without a year, lost figures, asked columns."""

from datetime import date

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import User
from sanjing.foundation.transfer.planning import also
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Contact, Customer

from .cases import counts, named, reasons, take_in

pytestmark = pytest.mark.django_db


def test_headers_below_a_heading_of_ways_to_reach_somebody_keep_their_own_meaning() -> None:
    text = (
        "客户名称,联系方式/联系人,联系方式/职务,联系方式/手机,联系方式/座机\n"
        "甲公司,王海波,采购部长,13871234567,027-82881234\n乙公司,陈志强,老板,,0731-88812345\n"
    )
    job = take_in(text, "customers")
    assert counts(job) == (2, 0, 0, 0), reasons(job)
    assert Contact.objects.get(name="王海波").job_title == "采购部长"


def test_a_follow_up_without_its_year_is_of_the_year_of_its_neighbours() -> None:
    text = (
        "日期,客户,跟进内容,下次跟进\n2024.3.5,甲,问了报价,3月15日\n3月6日,甲,换阀门,2024.4.1\n"
        "24.3.10,甲,无人接听,\n"
    )
    job = take_in(text, "activities")
    assert counts(job) == (3, 0, 0, 0), reasons(job)
    days = {
        one.summary: (timezone.localdate(one.happened_at), one.next_date)
        for one in Activity.objects.all()
    }
    assert days == {
        "问了报价": (date(2024, 3, 5), date(2024, 3, 15)),
        "换阀门": (date(2024, 3, 6), date(2024, 4, 1)),
        "无人接听": (date(2024, 3, 10), None),
    }


def test_a_day_that_could_be_of_two_years_is_refused_with_the_reason() -> None:
    job = take_in(
        "日期,客户,跟进内容\n2022-03-05,甲,一\n2024-03-05,甲,二\n3月6日,甲,三\n", "activities"
    )
    assert counts(job) == (2, 0, 0, 1)
    assert "没有写年份" in reasons(job)[4]


def test_a_next_day_in_the_new_year_follows_its_row_and_is_left_in_words_where_the_column_disagrees() -> (
    None
):
    head = "日期,客户,跟进内容,下次跟进\n2024-12-30,甲,催款,1月5日\n"
    take_in(head, "activities")
    assert Activity.objects.get().next_date == date(2025, 1, 5)
    take_in(head + "2024-03-01,乙,送货,2024-04-01\n", "activities")
    last = Activity.objects.get(customer__name="甲", summary__contains="1月5日")
    assert last.next_date is None


@pytest.mark.parametrize("said", ["下周三", "5月初", "年后再说"])
def test_a_vague_next_time_is_kept_in_words_and_the_follow_up_comes_in(said: str) -> None:
    job = take_in(f"日期,客户,跟进内容,下次跟进\n2024-03-05,甲,要样品,{said}\n", "activities")
    assert counts(job) == (1, 0, 0, 0), reasons(job)
    (one,) = Activity.objects.all()
    assert one.next_date is None and said in one.summary


def test_a_next_day_that_never_was_is_still_refused() -> None:
    job = take_in("日期,客户,跟进内容,下次跟进\n2024-03-05,甲,要样品,2024年2月30日\n", "activities")
    assert counts(job) == (0, 0, 0, 1)


def test_a_number_whose_last_figures_a_spreadsheet_lost_is_kept_apart_and_a_whole_one_read() -> (
    None
):
    text = "客户名称,电话\n甲,1.38713E+10\n乙,1.3986543210E+10\n"
    job = take_in(text, "customers")
    assert counts(job) == (2, 0, 0, 0) and job.tally["doubtful"] == 1
    lost, whole = Customer.objects.order_by("pk")
    assert (lost.phone, whole.phone) == ("", "13986543210")
    assert "1.38713E+10" in lost.description


def test_a_second_sheet_adds_to_the_notes_and_takes_nothing_out() -> None:
    take_in("客户名称,年采购额\n甲,18.5\n", "customers")
    take_in("客户名称,备注,助记码\n甲,周末别打,ZJM\n", "customers")
    assert Customer.objects.get().description.splitlines() == [
        "周末别打", "年采购额：18.5", "助记码：ZJM",
    ]  # fmt: skip


def test_an_invoice_is_owed_with_its_tax_and_a_yes_is_no_amount() -> None:
    text = (
        "开票日期,发票号码,购方名称,金额,税率,税额,价税合计,到期日,是否回款\n"
        "2024-01-15,12345671,甲,100,13%,13,113,2024-02-15,是\n"
    )
    job = take_in(text, "invoices")
    assert counts(job)[3] == 0, reasons(job)
    assert named(job)["价税合计"] == "amount" and named(job)["是否回款"] == "note"


@pytest.mark.parametrize("into", ["customers", "contacts"])
def test_a_name_and_a_number_in_one_cell_are_told_apart(into: str) -> None:
    text = (
        "单位名称,联系人及电话\n甲公司,王海波 13871234567\n"
        '乙公司,"李秀兰13986541234、刘工15871239876"\n丙公司,徐文斌(设备部) 0714-6512345\n'
    )
    job = take_in(text, into)
    assert counts(job) == (3, 0, 0, 0), reasons(job)
    assert dict(Contact.objects.values_list("name", "mobile")) == {
        "王海波": "13871234567", "李秀兰": "13986541234", "徐文斌": "",
    }  # fmt: skip
    assert Contact.objects.get(name="徐文斌").phone == "0714-6512345"
    kept = Contact.objects.get(name="李秀兰")
    assert "刘工15871239876" in kept.note + kept.customer.description


def test_whoever_brings_in_customers_without_an_owner_is_told_that_everybody_sees_them() -> None:
    User.objects.create(username="zhangwei", name="张伟")
    text = "客户名称,负责人\n甲,\n乙,张伟\n"
    job = take_in(text, "customers")
    assert counts(job) == (2, 0, 0, 0), reasons(job)
    assert [one for one in also(job.tally) if "没有负责人" in one] == [
        "1 条没有负责人，能看这类资料的同事都看得到"
    ]


def test_a_list_written_out_and_brought_back_in_leaves_nothing_in_the_notes() -> None:
    text = "客户名称,阶段,电话,最近联系,下次联系\n甲,潜在客户,13871234567,2024年3月8日,\n"
    job = take_in(text, "customers")
    assert counts(job) == (1, 0, 0, 0) and named(job)["最近联系"] is None
    assert Customer.objects.get().description == ""
    other = "公司名称,电话,最近联系\n乙公司,0731-88812345,2024年3月8日\n"
    job = take_in(other, "customers")
    assert counts(job) == (1, 0, 0, 0), reasons(job)
    assert "最近联系：2024年3月8日" in Customer.objects.get(name="乙公司").description
