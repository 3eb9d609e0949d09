"""The secret key: made once, kept in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path

KEY_FILE = "secret.key"


def secret_key(data_dir: Path) -> str:
    """The installation's key. The first caller makes it; later and concurrent ones read it."""
    path = data_dir / KEY_FILE
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        _write_once(path)
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path) -> None:
    """Link a finished file into place, so that nobody ever reads half a key or replaces one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return  # Another process was first; its key is the one.
    finally:
        draft.unlink()
