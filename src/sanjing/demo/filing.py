"""Contracts of the demo company, and papers that people keep with their records."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model, QuerySet
from django.utils import timezone
from PIL import Image, ImageDraw

from sanjing.demo.agenda import not_before
from sanjing.demo.promising import SELLERS, theirs
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import records, registry
from sanjing.foundation.files import actions as files
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models import Deal, Outcome
from sanjing.modules.orders.models import Order
from sanjing.modules.promises.models import Promise
from sanjing.modules.quotes.actions.set_limits import set_letterhead
from sanjing.modules.quotes.actions.sign import sign
from sanjing.modules.quotes.models import Contract, Quote

AGREED = (
    ("年度供气框架合同", "860000", 300),
    ("燃气设备维保合同", "126000", 20),
    ("报警器联网服务合同", "48000", 150),
)
"""Title, amount, and in how many days it ends."""
HEAD = {
    "name": "江城燃气有限公司", "name_en": "Jiangcheng Gas Co., Ltd.", "tax_number": "91420100MA4KXY8F3Q",
    "address": "江城市江岸区沿江大道 128 号", "phone": "027-8277 0000", "bank": "中国工商银行江城支行",
    "account": "3202 0001 0922 1234 567",
}  # fmt: skip
A_LINE = b"<</Length 44>>stream\nBT /F1 18 Tf 60 780 Td (Demo document) Tj ET\nendstream"


def draw_up(users: dict[str, User], actors: dict[str, Actor], now: datetime) -> None:
    """Our firm on paper, and one contract each of the first sellers; the last one is not signed yet."""
    today = timezone.localdate(now)
    set_letterhead(HEAD, by=actors["admin"], at=now - timedelta(3))
    for (title, amount, left), login in zip(AGREED, SELLERS, strict=False):
        if not (customers := theirs(users[login])):
            continue
        ends, at = today + timedelta(left), not_before(customers[0], now - timedelta(2))
        values = {
            "customer": customers[0], "title": title, "amount": amount, "starts_on": ends - timedelta(365),
            "ends_on": ends, "payment_terms": "按月结算，次月 15 日前付清", "delivery_terms": "送货上门",
        }  # fmt: skip
        made: Contract = records.create(registry.get("contract"), values, by=actors[login], at=at)
        if login != SELLERS[2]:
            sign(made, signed_on=ends - timedelta(370), by=actors[login], at=at)


def keep_papers(actors: dict[str, Actor], now: datetime) -> None:
    """A few files with records of every type that keeps them, each added by its owner."""
    by = {actor.user_id: actor for actor in actors.values()}
    signed = Contract.objects.filter(state=Contract.State.SIGNED)
    kept = Promise.objects.filter(state="kept", kind="delivery")
    for rows, few, papers in (
        (signed, 9, [pdf("双方盖章扫描件.pdf"), picture("签约现场.jpg")]),
        (Quote.objects.filter(state=Quote.State.SENT), 3, [pdf("客户询价单.pdf")]),
        (kept, 4, [picture("签收单照片.jpg")]),
        (Deal.objects.filter(outcome=Outcome.OPEN), 4, [picture("现场勘查.jpg"), pdf("用气负荷估算.pdf")]),
        (Order.objects.filter(state="shipped"), 4, [pdf("客户采购单.pdf")]),
        (Customer.objects.filter(grade="a"), 4, [picture("营业执照.jpg"), table("开票资料.csv")]),
    ):  # fmt: skip
        attach(rows.filter(owner_id__in=by).order_by("-pk"), few, papers, by, now)


def attach(
    rows: QuerySet, few: int, papers: list[Callable[[], SimpleUploadedFile]],
    by: dict[int | None, Actor], now: datetime,
) -> None:  # fmt: skip
    found: list[Model] = list(rows[:few])
    for n, record in enumerate(found):
        at = not_before(record, max(record.created_at, now - timedelta(hours=n + 1)))
        files.add(record, [paper() for paper in papers], by=by[record.owner_id], at=at)


def pdf(name: str) -> Callable[[], SimpleUploadedFile]:
    """A page that opens, with one line on it."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    tree = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        A_LINE,
        font,
    ]
    body, starts = b"%PDF-1.4\n", []
    for n, part in enumerate(tree, 1):
        starts.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (n, part)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    body += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        rows, len(body)
    )  # fmt: skip
    return lambda: SimpleUploadedFile(name, body)


def picture(name: str) -> Callable[[], SimpleUploadedFile]:
    """A sheet with lines, as a phone sees it."""
    sheet = Image.new("RGB", (480, 640), "#f4f1ea")
    pen = ImageDraw.Draw(sheet)
    for y in range(80, 600, 36):
        pen.line((48, y, 432 - y % 5 * 30, y), fill="#8a8f98", width=6)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=70)
    return lambda: SimpleUploadedFile(name, out.getvalue())


def table(name: str) -> Callable[[], SimpleUploadedFile]:
    text = "\ufeff项目,内容\n开户行,中国工商银行江城支行\n税号,见档案\n"
    return lambda: SimpleUploadedFile(name, text.encode())
