"""One running program a data folder.

The kernel holds the lock, so it is free again the moment its owner dies, however it dies.
The file only tells people who owns it.
"""

import fcntl
import json
import os
from pathlib import Path
from typing import TextIO

from sanjing.commands.terminal import Stop, words

LOCK_FILE = "sanjing.lock"


class AlreadyRunning(Stop):
    """Another process works on this data folder."""

    def __init__(self, pid: int | None, address: str) -> None:
        who, where = pid or "?", address or "?"
        super().__init__(
            words(
                f"Sanjing is already running (pid {who}) at {where}.",
                f"三境已在运行（进程 {who}），地址 {where}。",
            )
        )
        self.pid = pid


def lock_folder(data_dir: Path, address: str) -> TextIO:
    """Take the lock until the returned file is closed or the process ends.

    Raises `AlreadyRunning`, and `Stop` when the folder cannot be written.
    """
    file = _open(data_dir)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        owner = _owner(file)
        file.close()
        raise AlreadyRunning(owner.get("pid"), owner.get("address", "")) from busy
    file.truncate(0)
    file.write(json.dumps({"pid": os.getpid(), "address": address}))
    file.flush()
    return file


def _open(data_dir: Path) -> TextIO:
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return (data_dir / LOCK_FILE).open("a+", encoding="utf-8")
    except OSError as error:
        raise Stop(
            words(
                f"The data folder {data_dir} cannot be written: {error.strerror}.",
                f"数据目录 {data_dir} 无法写入：{error.strerror}。",
            )
        ) from error


def _owner(file: TextIO) -> dict:
    file.seek(0)
    try:
        return json.loads(file.read())
    except json.JSONDecodeError:
        return {}  # The owner has the lock but has not written its name yet.
