"""What happens to files. Each event tells of the record that keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sanjing.foundation.events.publish import Happening
from sanjing.foundation.files.models import Attachment


@dataclass(frozen=True, kw_only=True)
class FilesAdded(Happening):
    """Files were put with a record; each is `{id, name, size, sha256}`."""

    name: ClassVar[str] = "file.added"
    files: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class FileRemoved(Happening):
    """A file went to the recycle bin."""

    name: ClassVar[str] = "file.removed"
    files: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class FileRestored(Happening):
    """A file came back from the recycle bin."""

    name: ClassVar[str] = "file.restored"
    files: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class FilesPurged(Happening):
    """Files that lay in the bin for thirty days are gone for good."""

    name: ClassVar[str] = "file.purged"
    files: list[dict[str, Any]]


def told(*files: Attachment) -> list[dict[str, Any]]:
    """What events say of files; the digest lets the sealed history prove that one is unchanged."""
    return [
        {"id": one.pk, "name": one.name, "size": one.size, "sha256": one.sha256} for one in files
    ]
