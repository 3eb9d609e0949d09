"""Model fields that mean more than their storage. The kind of each is looked up in `kinds`."""

from django.db import models


class MoneyField(models.BigIntegerField):
    """An amount in whole minor units (分)."""


class PhoneField(models.CharField):
    """A telephone number in the form `kernel.phones` writes."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)


class RegionField(models.CharField):
    """A GB/T 2260 division code of two, four or six digits, so that a prefix means "inside"."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 6)
        super().__init__(*args, **kwargs)


class TagsField(models.CharField):
    """Tags as `|one|two|`: exact, portable and matched by containment."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 400)
        super().__init__(*args, **kwargs)


class KeyField(models.CharField):
    """A folded copy of another column, kept for matching; no surface shows it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class ShortListKey(models.ForeignKey):
    """A link to one of a short list of records, such as a stage; it is chosen from a select."""


class TeamKey(models.ForeignKey):
    """A link to a team that people see and choose."""


class SourceKey(models.ForeignKey):
    """A link to the record that this one was made from, which not everybody who sees this one may see.

    No surface shows it: the module that keeps it has a panel for those who may.
    """
