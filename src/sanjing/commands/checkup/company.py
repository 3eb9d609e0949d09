"""Checks of the company's own data: database, migrations, worker, queue, index, files, events."""

from datetime import datetime

from django.db import connection

from sanjing.commands.checkup.finding import Finding
from sanjing.commands.database import unreached
from sanjing.commands.terminal import words
from sanjing.config.health import WORKER_SILENT_AFTER, pending_migrations
from sanjing.foundation import stored
from sanjing.foundation.entities import registry
from sanjing.foundation.events.seal import verify
from sanjing.foundation.search.index import findable
from sanjing.foundation.search.models import SearchEntry
from sanjing.foundation.tasks.queries import backlog

SHOWN = 5


def database() -> Finding:
    name = words("database", "数据库")
    if problem := unreached():
        return Finding(
            name, problem, words("check SANJING_DATABASE_URL", "请检查 SANJING_DATABASE_URL")
        )
    if connection.vendor == "sqlite":
        return _sqlite_file(name)
    version = ".".join(map(str, connection.get_database_version()))
    return Finding(name, f"{connection.vendor} {version}")


def _sqlite_file(name: str) -> Finding:
    with connection.cursor() as cursor:
        verdict = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    mend = (
        ""
        if verdict == "ok"
        else words("restore a backup: sanjing restore FILE", "请恢复备份：sanjing restore 文件")
    )
    return Finding(name, str(connection.settings_dict["NAME"]) if not mend else verdict, mend)


def migrations() -> Finding:
    pending = pending_migrations()
    mend = (
        words("start once, or: sanjing migrate", "请启动一次，或运行 sanjing migrate")
        if pending
        else ""
    )
    detail = (
        words(f"{pending} pending", f"{pending} 个待执行")
        if pending
        else words("applied", "已执行")
    )
    return Finding(words("migrations", "迁移"), detail, mend)


def worker(*, now: datetime) -> Finding:
    age = backlog(now=now).heartbeat_age
    name = words("worker", "后台进程")
    if age is None or age > WORKER_SILENT_AFTER:
        silent = words("no sign of life", "没有心跳")
        return Finding(name, silent, words("start it: sanjing serve", "请运行 sanjing serve"))
    return Finding(name, words(f"heard {age:.0f} s ago", f"{age:.0f} 秒前有心跳"))


def tasks(*, now: datetime) -> Finding:
    state = backlog(now=now)
    detail = words(
        f"{state.ready} waiting, {state.running} running, {state.failed} failed",
        f"{state.ready} 个等待，{state.running} 个运行中，{state.failed} 个失败",
    )
    mend = ""
    if state.failing_jobs:
        names = ", ".join(state.failing_jobs)
        mend = words(
            f"these jobs fail, the log says why: {names}", f"以下作业失败，原因见日志：{names}"
        )
    return Finding(words("background tasks", "后台任务"), detail, mend)


def search_index() -> Finding:
    """Rows of every searchable entity against rows of the index."""
    wrong = []
    for entity in registry.all_entities():
        if not entity.search:
            continue
        rows = findable(entity).count()
        indexed = SearchEntry.objects.filter(entity=entity.name).count()
        if rows != indexed:
            wrong.append(f"{entity.name} {indexed}/{rows}")
    mend = words("run: sanjing reindex", "请运行 sanjing reindex") if wrong else ""
    return Finding(
        words("search index", "搜索索引"), ", ".join(wrong) or words("complete", "完整"), mend
    )


def files(*, now: datetime) -> Finding:
    """Stored files against the rows that name them."""
    found, name = stored.compare(now), words("files", "文件")
    if found.missing:
        mend = words("put them back from a backup's files folder", "请从备份的 files 目录放回")
        return Finding(name, _some(words("missing", "缺少"), found.missing), mend)
    if found.strays:
        mend = words(
            "no record names these; delete them unless you mean to restore a newer backup",
            "没有记录用到它们；不打算恢复更新的备份，就可以删掉",
        )
        return Finding(name, _some(words("left over", "多余"), found.strays), mend)
    return Finding(name, words(f"{found.known} in their places", f"{found.known} 个都在"))


def _some(what: str, names: list[str]) -> str:
    return f"{len(names)} {what}: {', '.join(names[:SHOWN])}{' …' if len(names) > SHOWN else ''}"


def event_chain() -> Finding:
    verdict = verify()
    detail = "; ".join(verdict.broken) or words(
        f"{verdict.events} events sealed", f"已封存 {verdict.events} 条事件"
    )
    mend = (
        words("history was altered; compare with a backup", "历史被改动，请与备份比对")
        if verdict.broken
        else ""
    )
    return Finding(words("event chain", "事件链"), detail, mend)
