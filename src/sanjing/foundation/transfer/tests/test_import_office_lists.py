"""Lists as Chinese offices keep them: company registers, follow-up sheets, bank receipts, task lists."""

import pytest

from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises.models import Promise, PromiseFloor
from sanjing.modules.receivables.models import Receipt
from tests.support.making import make

from .cases import counts, named, reasons, take_in

pytestmark = pytest.mark.django_db


def table(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def test_an_extract_of_a_company_register_comes_in() -> None:
    """Days where a year is kept, a size in words, several numbers and addresses in one cell."""
    job = take_in(
        table(
            "企业名称,登记状态,法定代表人,注册资本,成立日期,统一社会信用代码,电话,更多电话,邮箱,更多邮箱,国标行业门类,企业规模",
            "长江器材有限公司,存续,赵伟,5000万元人民币,2016-07-26,91350100M000100Y43,027-87781000,"
            "13971234567; 027-87781001,info@cj.cn;hr@cj.cn,pr@cj.cn,制造业,大型",
            "三环锻造有限公司,存续,张军,9000万,1999年6月30日,,0710-7366666,-,-,-,制造业,1500人",
            "小作坊,存续,,,,,,,,,,50-99人",
        ),
        "customers",
    )
    assert counts(job) == (3, 0, 0, 0), reasons(job)
    first, second, third = Customer.objects.order_by("pk")
    assert (first.founded_year, second.founded_year) == (2016, 1999)
    assert (first.employees, second.employees, third.employees) == (None, 1500, None)
    assert (first.phone, first.email, first.industry) == ("027-87781000", "info@cj.cn", "C")
    for kept in ("大型", "hr@cj.cn", "pr@cj.cn", "13971234567", "027-87781001"):
        assert kept in first.description
    assert "50-99人" in third.description


@pytest.mark.parametrize("cell", ["abc", "十来个人吧", "-5"])
def test_a_number_that_is_none_is_still_refused(cell: str) -> None:
    job = take_in(table("客户名称,员工人数", f"甲公司,{cell}"), "customers")
    assert counts(job) == (0, 0, 0, 1)
    assert "员工人数" in reasons(job)[2]


def test_one_bad_address_is_still_refused() -> None:
    job = take_in(table("客户名称,邮箱", "甲公司,a@b@c", "乙公司,甲@乙;x"), "customers")
    assert counts(job) == (0, 0, 0, 2)


@pytest.mark.parametrize("header", ["客户等级", "级别", "等级"])
def test_grades_that_are_bare_letters_are_taken(header: str) -> None:
    take_in(table(f"客户名称,{header}", "甲公司,A", "乙公司,B", "丙公司,C"), "customers")
    assert list(Customer.objects.order_by("pk").values_list("grade", flat=True)) == ["a", "b", "c"]


def test_where_an_office_stands_with_a_customer_is_its_stage_and_stays_in_the_notes() -> None:
    take_in(
        table("客户名称,客户状态", "甲公司,已成交", "乙公司,跟进中", "丙公司,意向客户"), "customers"
    )
    assert list(Customer.objects.order_by("pk").values_list("stage", flat=True)) == [
        "real", "potential", "potential",
    ]  # fmt: skip
    assert "跟进中" in Customer.objects.get(name="乙公司").description


def test_a_sheet_of_follow_ups_comes_in_with_the_people_of_each_customer(boss) -> None:
    one, other = make("customer", name="大华机械"), make("customer", name="恒通物流")
    make("contact", customer=other, name="李强")
    here = make("contact", customer=one, name="李强")
    job = take_in(
        table(
            "跟进时间,跟进人,客户名称,跟进方式,跟进内容,下次跟进时间,联系人",
            "2026/11/1 9:30,钱总,大华机械,电话沟通,价格偏高，月底再谈,2026/11/28,李强",
            "2026/11/2 14:00,钱总,恒通物流,上门拜访,看了仓库,,王五",
            "2026/11/3,钱总,新来的公司,短信,问了价格,,",
            f"2026/11/4,钱总,大华机械,微信沟通,发了样本,,{here.reference}",
        ),
        "activities",
    )
    assert counts(job) == (4, 0, 0, 0), reasons(job)
    call, visit, message, wechat = Activity.objects.order_by("happened_at")
    assert (wechat.kind, wechat.contact_id) == ("wechat", here.pk)
    assert (call.kind, call.contact_id, str(call.next_date)) == ("call", here.pk, "2026-11-28")
    assert call.summary == "价格偏高，月底再谈"
    assert (visit.kind, visit.contact_id) == ("visit", None)
    assert "王五" in visit.summary
    assert (message.kind, message.customer.name) == ("other", "新来的公司")
    assert "短信" in message.summary


def test_receipts_keep_the_day_and_the_means_of_the_file(boss) -> None:
    make("customer", name="大华机械")
    job = take_in(
        table(
            "收款日期,客户,收款金额,收款方式,流水号,摘要",
            '2026-09-01,大华机械,"50,000.00",对公转账,2026090112,9月货款',
        ),
        "receipts",
    )
    assert counts(job) == (1, 0, 0, 0), reasons(job)
    receipt = Receipt.objects.get()
    assert (str(receipt.received_on), receipt.method, receipt.amount) == (
        "2026-09-01", "transfer", 50_000_00,
    )  # fmt: skip


def test_tasks_and_promises_are_understood_by_their_headers(boss) -> None:
    make("customer", name="大华机械")
    job = take_in(
        table("任务主题,客户,截止日期,优先级,描述", "回访用气情况,大华机械,2026-12-01,高,问问阀门"),
        "tasks",
    )
    assert counts(job) == (1, 0, 0, 0), reasons(job)
    task = Task.objects.get()
    assert (task.title, str(task.due_date), task.priority) == ("回访用气情况", "2026-12-01", "high")
    job = take_in(
        table(
            "客户,承诺内容,承诺日期,兑现期限,金额", "大华机械,免费换阀门,2025-01-02,2025-03-01,85.5"
        ),
        "promises",
    )
    assert set(named(job).values()) == {"customer", "what", "made_on", "due_on", "value"}
    assert counts(job) == (1, 0, 0, 0), reasons(job)
    assert Promise.objects.get().what == "免费换阀门"


def test_floors_on_products_come_in_and_go_out_by_the_name_of_the_product(boss) -> None:
    meter = make("product", name="流量计", reference="M-1", category="计量")
    file = table(
        "名称,承诺种类,不能超过,产品,产品类别", "流量计九五折,价格优惠,5,M-1,",
        "计量八折,价格优惠,20,,计量", "写错的,价格优惠,5,流量计,锅炉", "没有的,价格优惠,5,蒸汽表,",
    )  # fmt: skip
    job = take_in(file, "promise-floors")
    assert counts(job) == (2, 0, 0, 2), reasons(job)
    assert "“流量计”不属于类别“锅炉”" in reasons(job)[4] and "蒸汽表" in reasons(job)[5]
    floors = PromiseFloor.objects.order_by("pk").values_list("name", "product", "category")
    assert list(floors) == [("流量计九五折", meter.pk, ""), ("计量八折", None, "计量")]
    told = b"".join(boss.browser().get("/promise-floors/export/?format=csv").streaming_content)
    assert "5,流量计," in told.decode("utf-8-sig")


def test_what_a_bank_prints_comes_in_as_payments_of_those_who_paid(boss) -> None:
    """Money that went out is refused, and nobody is made a customer for it."""
    known = make("customer", name="大华机械")
    job = take_in(
        table(
            "账号：3202001234567",
            "交易日期,借方发生额,贷方发生额,余额,对方户名,摘要,交易流水号",
            '20260901,,"50,000.00","1,250,000.00",大华机械,货款,2026090100001',
            '20260902,"3,000.00",,"1,247,000.00",国网电力,电费,2026090200002',
            '20260903,,"800.00","1,247,800.00",新来的饭店,货款,2026090300003',
        ),
        "receipts",
    )
    assert counts(job) == (2, 0, 0, 1), reasons(job)
    assert set(Customer.objects.values_list("name", flat=True)) == {"大华机械", "新来的饭店"}
    assert Receipt.objects.get(customer=known.pk).payer == "大华机械"
