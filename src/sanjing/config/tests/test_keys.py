"""The secret key is made once and is nobody else's business."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sanjing.config.keys import KEY_FILE, secret_key


def test_the_key_is_made_once_and_stays(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "data")
    assert len(first) >= 50
    assert secret_key(tmp_path / "data") == first


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(secret_key, [tmp_path] * 32))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]
