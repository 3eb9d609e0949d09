"""Import a part of the program that an installation, or a stage of building, may not have."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any


def optional(module: str, name: str) -> Any | None:
    """The attribute `name` of `module`; None when there is no such module.

    An error inside an existing module is not hidden, and neither is a missing attribute.
    """
    if not has_module(module):
        return None
    return getattr(import_module(module), name)


def has_module(module: str) -> bool:
    parent = module.rpartition(".")[0]
    if parent and not has_module(parent):
        return False
    return find_spec(module) is not None
