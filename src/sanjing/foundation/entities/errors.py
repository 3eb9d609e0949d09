"""What can be refused, and how a surface says so."""

from __future__ import annotations

from django.forms import Form
from django.utils.translation import gettext as _

from sanjing.foundation.phrases import joined


class Refusal(Exception):
    """A request that was understood and turned down. `code` is stable, `status` its HTTP answer."""

    code = "refused"
    status = 409

    def __init__(self, message: str, **data):
        super().__init__(message)
        self.message = message
        self.data = data


class Forbidden(Refusal):
    code = "forbidden"
    status = 403


class Invalid(Refusal):
    """One or more values cannot be taken. `errors` is {field name: [sentence, …]}; "" is the
    record.
    """

    code = "invalid"
    status = 422

    def __init__(self, errors: dict[str, list[str]]):
        super().__init__(joined(text for texts in errors.values() for text in texts), errors=errors)
        self.errors = errors

    @classmethod
    def of(cls, form: Form) -> Invalid:
        """What a form found wrong with what it was told."""
        return cls({name: [str(e) for e in errors] for name, errors in form.errors.items()})


class Conflict(Refusal):
    """Somebody else changed the record since it was read. `record` is what stands now."""

    code = "conflict"
    status = 412

    def __init__(self, record):
        super().__init__(_("这条记录刚被别人改过，请对照后再保存。"), version=record.version)
        self.record = record
