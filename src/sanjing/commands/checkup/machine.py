"""Checks that need no database: Python, SQLite, the data folder, the key, the disk."""

import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

from sanjing.commands.checkup.finding import Finding
from sanjing.commands.terminal import words
from sanjing.config.env import Environment, unknown_settings
from sanjing.config.keys import KEY_FILE

LEAST_SQLITE = (3, 37, 0)
LEAST_FREE_BYTES = 1_000_000_000


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    mend = (
        ""
        if sys.version_info >= (3, 12)
        else words("use Python 3.12 or newer", "请使用 Python 3.12 或更高版本")
    )
    return Finding("Python", version, mend)


def sqlite() -> Finding:
    """Version, full-text search and JSON of the SQLite that Python was built with."""
    missing = (
        []
        if sqlite3.sqlite_version_info >= LEAST_SQLITE
        else [f"≥ {'.'.join(map(str, LEAST_SQLITE))}"]
    )
    with closing(sqlite3.connect(":memory:")) as database:
        for feature, statement in (
            ("FTS5", "CREATE VIRTUAL TABLE probe USING fts5(text)"),
            ("JSON", "SELECT json_extract('[1]', '$[0]')"),
        ):
            try:
                database.execute(statement)
            except sqlite3.OperationalError:
                missing.append(feature)
    mend = ""
    if missing:
        lacking = ", ".join(missing)
        mend = words(
            f"use a Python whose SQLite has {lacking}", f"请换用 SQLite 带有 {lacking} 的 Python"
        )
    return Finding("SQLite", sqlite3.sqlite_version, mend)


def settings(environ: dict[str, str]) -> Finding:
    strangers = unknown_settings(environ)
    mend = (
        words("nothing reads these; correct their names", "没有这些设置，请改正名称")
        if strangers
        else ""
    )
    return Finding(
        words("settings", "设置"), ", ".join(strangers) or words("understood", "正确"), mend
    )


def proxy(environment: Environment) -> Finding:
    """Whether the people behind a proxy can be told apart."""
    hops, told = environment.trusted_proxies, words("behind a proxy", "前面有代理")
    mend = ""
    if environment.behind_tls and not hops:
        mend = words(
            "set SANJING_TRUSTED_PROXIES=1, or a stranger's wrong passwords hold everybody up",
            "请设置 SANJING_TRUSTED_PROXIES=1，否则外人输错密码会把所有人挡在门外",
        )
    detail = told if environment.behind_tls or hops else words("none in front", "没有")
    return Finding(words("proxy", "代理"), detail, mend)


def data_folder(environment: Environment) -> Finding:
    folder = environment.data_dir
    name = words("data folder", "数据目录")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding(
            name, str(folder), words("let this user read and write it", "请让当前用户可读写")
        )
    if _others_may(folder, stat.S_IROTH | stat.S_IWOTH):
        return Finding(name, str(folder), f"chmod o-rwx {folder}")
    return Finding(name, str(folder))


def secret_key(environment: Environment) -> Finding:
    name, path = words("secret key", "密钥"), environment.data_dir / KEY_FILE
    if environment.secret_key:
        return Finding(name, "SANJING_SECRET_KEY")
    if not path.exists():
        return Finding(name, words("made at the first start", "首次启动时生成"))
    if _others_may(path, stat.S_IRWXG | stat.S_IRWXO):
        return Finding(name, words("readable by others", "其他用户可读"), f"chmod 600 {path}")
    return Finding(name, str(path))


def disk(environment: Environment) -> Finding:
    free = shutil.disk_usage(environment.data_dir).free
    mend = "" if free >= LEAST_FREE_BYTES else words("make room", "请清理磁盘空间")
    return Finding(words("free disk", "可用磁盘"), f"{free / 1e9:.1f} GB", mend)


def _others_may(path: Path, bits: int) -> bool:
    return bool(path.stat().st_mode & bits)
