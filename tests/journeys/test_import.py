"""A stranger drops their own file on the page and finds the customer in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.browsers import PHONE

pytestmark = pytest.mark.journey
ROWS = [
    ("编码", "单位名称", "联络人", "手机号", "电子邮件", "所在地", "用气性质"),
    (
        "WL-01",
        "鑫源餐饮管理公司",
        "曾志伟",
        "13800138001",
        "zeng@example.cn",
        "深圳市南山区",
        "餐饮",
    ),
    ("WL-02", "宏达锅炉厂", "单小红", "13800138002", "不是邮箱", "杭州市西湖区", "工业"),
    ("WL-03", "解放路小学", "解晓东", "13800138003", "", "北京市朝阳区", "学校"),
]


def office_file(folder: Path, encoding: str = "gb18030") -> Path:
    path = folder / "老客户登记表.csv"
    path.write_bytes("\r\n".join(",".join(row) for row in ROWS).encode(encoding))
    return path


def drop(visitor, file: Path) -> None:
    visitor.open("/customers/import/")
    visitor.page.set_input_files("input[type=file]", file)
    visitor.page.wait_for_url(re.compile(r"/imports/\d+/"))
    visitor.page.wait_for_selector("#import-preview dl")


def chosen(visitor) -> list[str]:
    picked = "one => one.selectedOptions[0].textContent.trim()"
    return visitor.page.eval_on_selector_all("select[name=column]", f"all => all.map({picked})")


def test_a_file_is_recognised_tried_out_brought_in_found_and_taken_back(person, tmp_path):
    admin = person("admin")
    drop(admin, office_file(tmp_path))
    assert chosen(admin)[:4] == ["编号", "客户名称", "联系人姓名", "电话"]
    preview = admin.page.inner_text("#import-preview")
    assert "第 3 行" in preview and "不是邮箱地址" in preview
    admin.page.click("text=开始导入")
    admin.page.wait_for_selector("#refused", timeout=30_000)
    assert "第 3 行" in admin.page.inner_text("#refused")
    admin.open("/search/?q=xycy")
    admin.page.click("text=鑫源餐饮管理公司")
    admin.page.wait_for_selector("h1:has-text('鑫源餐饮管理公司')")
    assert "曾志伟" in admin.page.content()

    admin.open("/imports/")
    admin.page.click("text=老客户登记表.csv")
    admin.page.click("text=撤销这次导入")
    admin.page.click("dialog[open] .btn-danger, dialog[open] .btn-primary")
    admin.page.wait_for_selector("text=恢复了更新的", timeout=30_000)
    admin.open("/search/?q=xycy")
    assert "鑫源餐饮管理公司" not in admin.page.inner_text("main")


def test_a_wrong_column_is_set_right_and_tried_out_anew(person, tmp_path):
    admin = person("admin")
    drop(admin, office_file(tmp_path))
    admin.page.select_option("select[name=column] >> nth=4", "")
    admin.page.wait_for_selector("#import-preview:not(:has-text('不是邮箱'))")
    assert admin.page.inner_text("#import-preview dd >> nth=0") == "3"


def test_on_a_phone_every_step_fits_the_screen(person, tmp_path):
    admin = person("admin", PHONE)
    drop(admin, office_file(tmp_path, "utf-8"))
    width = "document.documentElement.scrollWidth <= window.innerWidth"
    assert admin.page.evaluate(width)
    admin.page.click("text=开始导入")
    admin.page.wait_for_selector("#refused", timeout=30_000)
    assert admin.page.evaluate(width)
    admin.open("/imports/")
    assert admin.page.evaluate(width)


def test_what_is_no_table_gets_a_sentence(person, tmp_path):
    admin = person("admin")
    path = tmp_path / "报价单.pdf"
    path.write_bytes(b"%PDF-1.7 x")
    admin.open("/customers/import/")
    with admin.page.expect_response("**/customers/import/"):
        admin.page.set_input_files("input[type=file]", path)
    admin.page.wait_for_selector("text=暂不支持 PDF 文件")
