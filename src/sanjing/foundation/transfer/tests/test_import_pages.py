"""The pages of an import, as people walk through them."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from sanjing.foundation.tasks import queue
from sanjing.foundation.transfer.models import ImportJob
from sanjing.modules.customers.models import Customer

pytestmark = pytest.mark.django_db
LIST = """编号,客户名称,电话,邮箱,用气性质
A1,鑫源燃气,13800138000,a@x.cn,居民
A2,宏达公司,0755-26770001,不是邮箱,工业
"""


def upload(browser, text: str = LIST, name: str = "客户.csv", slug: str = "customers"):
    file = SimpleUploadedFile(name, text.encode("utf-8-sig"))
    return browser.post(f"/{slug}/import/", {"file": file})


def work() -> None:
    while queue.run_one(worker="test"):
        pass


def job_of(response) -> ImportJob:
    return ImportJob.objects.get(pk=int(response["Location"].split("/")[2]))


def test_a_dropped_file_leads_to_its_columns(admin):
    browser = admin.browser()
    response = upload(browser)
    page = browser.get(response["Location"]).content.decode()
    assert response.status_code == 303
    assert "用气性质" in page and "鑫源燃气" in page and "新建自定义字段" in page


def test_the_preview_counts_and_writes_nothing(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    page = browser.get(f"/imports/{job.pk}/preview/").content.decode()
    assert "第 3 行" in page and "不是邮箱地址" in page
    assert Customer.objects.count() == 0


def test_a_started_import_is_done_by_the_worker(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    browser.post(f"/imports/{job.pk}/start/")
    assert "排队中" in browser.get(f"/imports/{job.pk}/progress/").content.decode()
    work()
    job.refresh_from_db()
    assert (job.state, job.created, job.refused) == ("done", 1, 1)
    assert browser.get(f"/imports/{job.pk}/progress/", headers={"HX-Request": "true"})[
        "HX-Redirect"
    ]
    assert "鑫源燃气" in browser.get(f"/imports/{job.pk}/records/created/").content.decode()


def test_any_number_of_columns_may_go_to_the_notes(admin):
    browser = admin.browser()
    job = job_of(upload(browser, "客户名称,传真,结算方式\n鑫源燃气,0755-1234567,月结\n"))
    browser.post(f"/imports/{job.pk}/start/")
    work()
    job.refresh_from_db()
    assert (job.state, job.created) == ("done", 1)
    assert Customer.objects.get().description == "传真：0755-1234567\n结算方式：月结"


def test_refused_rows_come_back_with_their_reasons(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    browser.post(f"/imports/{job.pk}/start/")
    work()
    lines = b"".join(browser.get(f"/imports/{job.pk}/refused.csv").streaming_content).decode(
        "utf-8-sig"
    )
    assert lines.splitlines()[0] == "编号,客户名称,电话,邮箱,用气性质,行号,原因"
    assert lines.splitlines()[1].startswith("A2,宏达公司,0755-26770001,不是邮箱,工业,3,邮箱：")


def test_an_unknown_column_becomes_a_field_of_its_own(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    choices = ["reference", "name", "phone", "", "+"]
    browser.post(f"/imports/{job.pk}/start/", {"column": choices})
    work()
    made = Customer.objects.get(reference="A1")
    assert list(made.custom.values()) == ["居民"]


def test_a_salesperson_may_not_define_fields(seller):
    browser = seller.browser()
    job = job_of(upload(browser))
    assert "新建自定义字段" not in browser.get(f"/imports/{job.pk}/").content.decode()
    response = browser.post(
        f"/imports/{job.pk}/start/", {"column": ["reference", "name", "phone", "", "+"]}
    )
    assert response.status_code == 403
    assert Customer.objects.count() == 0


def test_nobody_sees_the_import_of_another(seller, other_seller, admin):
    job = job_of(upload(seller.browser()))
    for page in ("", "preview/", "progress/", "refused.csv", "records/created/"):
        assert other_seller.browser().get(f"/imports/{job.pk}/{page}").status_code == 404
    assert other_seller.browser().post(f"/imports/{job.pk}/start/").status_code == 404
    assert admin.browser().get(f"/imports/{job.pk}/").status_code == 200


def test_an_outsider_cannot_import(outsider):
    assert upload(outsider.browser()).status_code == 403
    assert ImportJob.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空"),
        (b"%PDF-1.4 x", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04broken", "损坏"),
    ],
)
def test_an_unreadable_file_gets_a_sentence(admin, content, sentence):
    file = SimpleUploadedFile("x.xlsx", content)
    response = admin.browser().post("/customers/import/", {"file": file})
    assert response.status_code == 422
    if content:
        assert sentence in response.content.decode()
    assert ImportJob.objects.count() == 0


def test_a_file_of_orders_dropped_on_customers_is_noticed(admin):
    text = "订单号,客户名称,下单日期,产品,数量,单价\nS1,鑫源燃气,2025-01-02,调压器,2,10\n"
    browser = admin.browser()
    job = job_of(upload(browser, text))
    assert "改为导入订单" in browser.get(f"/imports/{job.pk}/").content.decode()
    browser.post(f"/imports/{job.pk}/turn/", {"entity": "order"})
    job.refresh_from_db()
    assert job.entity == "order"


def test_an_import_undone_within_a_day_leaves_nothing(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    browser.post(f"/imports/{job.pk}/start/")
    work()
    browser.post(f"/imports/{job.pk}/undo/")
    work()
    job.refresh_from_db()
    assert job.state == "undone"
    assert Customer.objects.count() == 0
    assert "已撤销" in browser.get(f"/imports/{job.pk}/").content.decode()


def test_after_a_day_it_is_too_late_to_undo(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    browser.post(f"/imports/{job.pk}/start/")
    work()
    ImportJob.objects.update(finished_at=timezone.now() - timezone.timedelta(hours=25))
    assert browser.post(f"/imports/{job.pk}/undo/").status_code == 409
    assert Customer.objects.count() == 1


def test_the_template_comes_back_in(admin, tmp_path: Path):
    browser = admin.browser()
    content = b"".join(browser.get("/customers/import/template.xlsx").streaming_content)
    book = load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book.active[1]]
    assert "客户名称*" in heads and "联系人姓名" in heads
    response = browser.post("/customers/import/", {"file": SimpleUploadedFile("t.xlsx", content)})
    names = {one["name"] for one in job_of(response).mapping}
    assert {"name", "phone", "contact_name", "region", "stage"} <= names


def test_what_was_recognised_is_what_is_sent_back(admin):
    text = (
        "BusinessEntityID,Name,AddressLine1,AddressLine2,City,SalesPersonID\n"
        "292,A Bike Store,2251 Elliot Avenue,Floor 2,Seattle,279\n"
        "294,Progressive Sports,3207 S Grady Way,Dock 4,Renton,276\n"
    )
    browser = admin.browser()
    job = job_of(upload(browser, text))
    page = browser.get(f"/imports/{job.pk}/").content.decode()
    for one in job.mapping:
        if one["name"]:
            choice = f"{one['name']}:{one['part']}" if one["part"] else one["name"]
            assert f'<option value="{choice}" selected>' in page, choice


def test_two_columns_for_one_field_are_not_brought_in(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    columns = {"column": ["reference", "name", "name", "", ""]}
    response = browser.post(f"/imports/{job.pk}/start/", columns)
    assert response.status_code == 422
    assert "对应到了同一个字段" in response.content.decode()
    job.refresh_from_db()
    assert job.state == "ready"


def test_without_a_name_nothing_is_brought_in(admin):
    browser = admin.browser()
    job = job_of(upload(browser))
    response = browser.post(f"/imports/{job.pk}/start/", {"column": ["", "", "phone", "", ""]})
    assert response.status_code in (303, 422)
    work()
    assert Customer.objects.count() == 0
