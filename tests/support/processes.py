"""Who is whose child, read from /proc, and whether a process still runs."""

from pathlib import Path


def children(pid: int) -> list[int]:
    """Every process below `pid`, parents before children."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def runs(pid: int) -> bool:
    """False for a process that is gone or only waits to be buried."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
