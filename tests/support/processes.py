"""Who is whose child, read from /proc, and whether a process still runs."""

from pathlib import Path


def children(pid: int) -> list[int]:
    """Every process below `pid`, parents before children."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, _told(task).split()):
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
    return _told(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")


def _told(path: Path) -> str:
    """Nothing of a process that ended meanwhile."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
