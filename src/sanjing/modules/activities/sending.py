"""How a message that waits as a task reaches its customer: by whose hand it goes is up to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.kernel.placeholders import gaps
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.models import Channel, Contact, Customer
from sanjing.modules.customers.queries import addressees

WAYS: dict[str, str] = {
    Channel.PHONE: Activity.Kind.CALL, Channel.WECHAT: Activity.Kind.WECHAT,
    Channel.SMS: Activity.Kind.OTHER, Channel.EMAIL: Activity.Kind.EMAIL,
    Channel.VISIT: Activity.Kind.VISIT,
}  # fmt: skip
"""What kind of contact it is to reach somebody through a channel."""


@dataclass(frozen=True, slots=True)
class Way:
    """A button: what it says, and the address that opens the mail program or the telephone."""

    channel: str
    label: str
    icon: str
    url: str
    liked: bool


def message(task: Task, actor: Actor) -> dict[str, Any]:
    """The text of a task with one, and by what to send it; no way where nobody is to be disturbed."""
    if not (task.message and registry.get("task").may_read("message", actor)):
        return {"hidden": True}
    customer = seen_customer(task, actor)
    spared = bool(customer and customer.do_not_contact)
    whom = recipient(customer, actor) if customer and not spared else None
    return {
        "text": task.message,
        "open": task.done_at is None,
        "gaps": gaps(task.message),
        "spared": spared,
        "whom": whom,
        "ways": ways(task, customer, whom, actor) if customer and not spared else [],
        "wechat": reachable(whom, ("wechat",), actor) if whom else "",
        "liked": dict(Channel.choices).get(liked_by(customer, whom, actor), ""),
    }


def seen_customer(task: Task, actor: Actor) -> Customer | None:
    return registry.get("customer").visible_to(actor).filter(pk=task.customer_id).first()


def recipient(customer: Customer, actor: Actor) -> Contact | None:
    """The person at the customer, where this reader may see contacts."""
    person = addressees([customer.pk]).get(customer.pk)
    seen = registry.get("contact").visible_to(actor)
    return person if person and seen.filter(pk=person.pk).exists() else None


def liked_by(customer: Customer | None, whom: Contact | None, actor: Actor) -> str:
    """The channel the person likes, else the one the customer likes."""
    return next(
        (
            found.preferred_channel
            for found in (whom, customer)
            if found
            and found.preferred_channel
            and registry.entity_of_model(type(found)).may_read("preferred_channel", actor)
        ),
        "",
    )


def ways(task: Task, customer: Customer, whom: Contact | None, actor: Actor) -> list[Way]:
    """The way they like first."""
    number = reachable(whom, ("mobile", "phone"), actor) or reachable(customer, ("phone",), actor)
    email = reachable(whom, ("email",), actor) or reachable(customer, ("email",), actor)
    liked, body = liked_by(customer, whom, actor), quote(task.message)
    found = []
    if email:
        url = f"mailto:{quote(email, safe='@')}?subject={quote(task.title)}&body={body}"
        found.append(Way(Channel.EMAIL, _("写邮件"), "mail", url, liked == Channel.EMAIL))
    if number:
        found.append(
            Way(Channel.PHONE, _("打电话"), "phone", f"tel:{number}", liked == Channel.PHONE)
        )
        url = f"sms:{number}?body={body}"
        found.append(Way(Channel.SMS, _("发短信"), "device-mobile", url, liked == Channel.SMS))
    return sorted(found, key=lambda way: not way.liked)


def reachable(whom: Any, names: tuple[str, ...], actor: Actor) -> str:
    """The first of these fields that holds something and is shown to this reader in full."""
    if whom is None:
        return ""
    fields = registry.entity_of_model(type(whom)).fields_for(actor)
    shown = [fields[name] for name in names if name in fields and not fields[name].masked]
    return next((value for field in shown if (value := field.value(whom))), "")
