"""The backup file: a zip with manifest.json, the database, files/ and secret.key."""

import hashlib
import json
import shutil
import zipfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sanjing import __version__
from sanjing.commands.terminal import Stop, words
from sanjing.config.keys import KEY_FILE
from sanjing.foundation.files.storage import DRAFT

MANIFEST = "manifest.json"
FILES = "files"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `database` is the member's name, `digest` its SHA-256."""

    version: str
    vendor: str
    database: str
    digest: str
    created_at: str


def write_archive(
    target: Path, *, data_dir: Path, database: Path, vendor: str, at: datetime
) -> Manifest:
    """Write `target` under another name first, so that a half backup is never taken for one."""
    manifest = Manifest(__version__, vendor, database.name, _digest(database), at.isoformat())
    draft = target.with_name(f"{target.name}.part")
    draft.touch(mode=0o600)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
        archive.write(database, database.name)
        if (data_dir / KEY_FILE).exists():
            archive.write(data_dir / KEY_FILE, KEY_FILE)
        for path in sorted((data_dir / FILES).rglob("*")):
            _write_file(archive, path, path.relative_to(data_dir))
    draft.replace(target)
    return manifest


def _write_file(archive: zipfile.ZipFile, path: Path, name: Path) -> None:
    """People work meanwhile: what was purged since the folder was read is left out, as drafts are."""
    if path.suffix == DRAFT:
        return
    with suppress(FileNotFoundError):
        archive.write(path, name)


def unpack_archive(source: Path, into: Path) -> Manifest:
    """Unpack to an empty folder and prove the database equal to what was backed up."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
            for name in archive.namelist():
                if name.startswith(f"{FILES}/") or name in (KEY_FILE, manifest.database):
                    archive.extract(name, into)
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise Stop(
            words(
                f"{source} is not a Sanjing backup: {error}.", f"{source} 不是三境的备份：{error}。"
            )
        ) from error
    if _digest(into / manifest.database) != manifest.digest:
        raise Stop(words(f"{source} is damaged.", f"{source} 已损坏。"))
    return manifest


def put_files_back(unpacked: Path, data_dir: Path) -> None:
    """Restore uploaded files and the key; files that are not in the backup stay."""
    if (unpacked / FILES).is_dir():
        shutil.copytree(unpacked / FILES, data_dir / FILES, dirs_exist_ok=True)
    if (unpacked / KEY_FILE).exists():
        shutil.copy2(unpacked / KEY_FILE, data_dir / KEY_FILE)
        (data_dir / KEY_FILE).chmod(0o600)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
