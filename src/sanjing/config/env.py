"""What an installation may choose: one table of SANJING_* variables, parsed once and typed.

The fields of `Environment` are that table. `docs/reference/settings.md` is generated from it.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "SANJING_"
ON = {"1", "true", "yes", "on"}
OFF = {"0", "false", "no", "off"}


class SettingRefused(ValueError):
    """A SANJING_* variable holds something that cannot be meant. The message is one sentence."""


def text(raw: str) -> str:
    return raw


def switch(raw: str) -> bool:
    lowered = raw.lower()
    if lowered not in ON | OFF:
        raise ValueError("must be yes or no")
    return lowered in ON


def folder(raw: str) -> Path:
    return Path(raw).expanduser().resolve()


def words(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


def endings(raw: str) -> tuple[str, ...]:
    listed = tuple(word.lower().removeprefix(".") for word in words(raw))
    if not all(word.isalnum() for word in listed):
        raise ValueError("must list endings such as pdf,docx")
    return listed


def origins(raw: str) -> tuple[str, ...]:
    listed = words(raw)
    for origin in listed:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
            raise ValueError("must list addresses such as https://crm.example.com")
    return listed


def zone(raw: str) -> str:
    if raw not in zoneinfo.available_timezones():
        raise ValueError("must name a time zone such as Asia/Shanghai")
    return raw


def database_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("sqlite", "postgres", "postgresql") or len(parts.path) < 2:
        raise ValueError("must look like postgres://user:password@host/name or sqlite:////path")
    try:
        parts.port  # noqa: B018 - reading it is what refuses a port that is no number
    except ValueError as error:
        raise ValueError("must have a number as port") from error
    return raw


def number(least: int, most: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not least <= int(raw) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(raw)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw.lower() not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return raw.lower()

    return parse


def setting(default: str, parse: Callable[[str], Any], doc: str, secret: bool = False) -> Any:
    """One row of the table. `default` is written as a person would write the variable."""
    return field(metadata={"default": default, "parse": parse, "doc": doc, "secret": secret})


@dataclass(frozen=True, slots=True)
class Environment:
    """Every choice, typed. Build it with `Environment.read(os.environ)`."""

    data_dir: Path = setting(
        "data",
        folder,
        "Folder that holds the database, uploaded files, backups and the secret key.",
    )
    database_url: str = setting(
        "",
        database_url,
        "Such as postgres://user:password@host/name; empty means SQLite in the data folder.",
        secret=True,
    )
    host: str = setting("127.0.0.1", text, "Address to listen on; 0.0.0.0 opens it to the network.")
    port: int = setting("8000", number(1, 65535), "Port to listen on.")
    allowed_hosts: tuple[str, ...] = setting(
        "", words, "Host names people type in the browser, separated by commas."
    )
    trusted_origins: tuple[str, ...] = setting(
        "", origins, "Addresses of a proxy in front, such as https://crm.example.com."
    )
    behind_tls: bool = setting(
        "no", switch, "A proxy ends TLS in front: cookies only over https, HSTS, redirects."
    )
    trusted_proxies: int = setting(
        "0",
        number(0, 8),
        "Proxies in front that add to X-Forwarded-For; with 0 it is ignored, and behind a proxy all"
        " people then share one count of wrong passwords.",
    )
    workers: int = setting("1", number(1, 64), "Web processes.")
    threads: int = setting("4", number(1, 64), "Requests that one web process answers at a time.")
    task_threads: int = setting("2", number(1, 32), "Background tasks that run at a time.")
    log_format: str = setting("text", one_of("text", "json"), "How log lines are written.")
    log_level: str = setting(
        "warning",
        one_of("debug", "info", "warning", "error"),
        "The least severe line that is logged.",
    )
    log_requests: bool = setting(
        "no", switch, "Log one line a request, without its query or secret links."
    )
    time_zone: str = setting("Asia/Shanghai", zone, "Time zone of the company.")
    secret_key: str = setting(
        "", text, "Signs sessions; empty means the key kept in the data folder.", secret=True
    )
    metrics_token: str = setting(
        "",
        text,
        "Bearer token for /metrics; empty means only this machine may read it.",
        secret=True,
    )

    file_megabytes: int = setting(
        "50", number(1, 1000), "The largest file that is kept with a record, in MB."
    )
    file_types: tuple[str, ...] = setting(
        "pdf,ofd,doc,docx,xls,xlsx,ppt,pptx,wps,et,dps,txt,csv,rtf,jpg,jpeg,png,gif,webp,bmp,tif,tiff,heic,"
        "zip,rar,7z,eml,msg,vcf,mp3,m4a,amr,wav,mp4,mov,dwg,dxf,vsd,vsdx",
        endings,
        "Endings of the files that are kept with records, separated by commas.",
    )
    api_rate: int = setting(
        "6000",
        number(0, 1_000_000),
        "API requests a minute of one token or person to one web process; 0 sets no limit.",
    )
    webhook_allow_private: bool = setting(
        "no", switch, "Webhooks may call addresses inside the company's own network."
    )

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Environment:
        """Parse every variable; an empty one counts as absent. Raises `SettingRefused`."""
        return cls(**{row.name: _parse(row, environ) for row in fields(cls)})

    @classmethod
    def table(cls) -> Iterator[tuple[str, str, str]]:
        """(variable, default, one-sentence doc) of every setting, for the reference page."""
        for row in fields(cls):
            yield PREFIX + row.name.upper(), row.metadata["default"], row.metadata["doc"]


def unknown_settings(environ: Mapping[str, str]) -> list[str]:
    """SANJING_* variables that nothing reads: most often a slip of the pen."""
    known = {name for name, _, _ in Environment.table()}
    return sorted(name for name in environ if name.startswith(PREFIX) and name not in known)


def _parse(row: Field[Any], environ: Mapping[str, str]) -> Any:
    variable = PREFIX + row.name.upper()
    given = environ.get(variable, "").strip()
    raw = given or row.metadata["default"]
    if not raw:
        return () if row.metadata["parse"] in (words, origins) else ""
    try:
        return row.metadata["parse"](raw)
    except ValueError as error:
        shown = "" if row.metadata["secret"] else f", not {raw!r}"
        raise SettingRefused(f"{variable} {error}{shown}.") from error
