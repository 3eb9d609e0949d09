"""Static files straight from the package: no collecting step, yet cached for ever by content."""

import hashlib
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware


@cache
def hashed_name(name: str) -> str:
    """`css/app.css` → `css/app.<digest>.css`; a name that no finder knows stays as it is."""
    path = finders.find(name)
    if not path:
        return name
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
    plain = PurePosixPath(name)
    return str(plain.with_name(f"{plain.stem}.{digest}{plain.suffix}"))


class HashedStorage(StaticFilesStorage):
    """`{% static %}` gives addresses that change with the content."""

    def url(self, name: str | None) -> str:
        return super().url(hashed_name(name) if name else name)


class StaticMiddleware(WhiteNoiseMiddleware):
    """Serve each file under its plain and its hashed address; the hashed one is immutable."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        if url.startswith(self.static_prefix):
            name = hashed_name(url.removeprefix(self.static_prefix))
            super().add_file_to_dictionary(self.static_prefix + name, path, stat_cache=stat_cache)
