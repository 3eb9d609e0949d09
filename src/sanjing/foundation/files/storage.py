"""Files in the data folder, each there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

DRAFT = ".part"


@deconstructible(path="sanjing.foundation.files.storage.WholeFileStorage")
class WholeFileStorage(FileSystemStorage):
    """Writes under another name, forces the bytes to the disk, and only then gives the name.

    A full disk or a killed process leaves at most a draft, which nobody takes for the file.
    """

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}{DRAFT}")
        try:
            _write(draft, content)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _force(target.parent)
        return name


def _write(path: Path, content: File) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in content.chunks():
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _force(folder: Path) -> None:
    """Let the new name survive a power cut too."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
