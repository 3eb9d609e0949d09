"""A server starts without the libraries that only estimates need."""

import subprocess
import sys

from tests.support.server import SOURCE, clean_environment

HEAVY = ("numpy", "scipy", "polars", "narwhals", "pandas")
START = f"""
import sanjing.config.wsgi, sys
from django.urls import get_resolver
assert get_resolver().url_patterns
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_the_web_server_holds_none_of_them(tmp_path):
    variables = clean_environment(
        PYTHONPATH=str(SOURCE),
        SANJING_DATA_DIR=str(tmp_path),
        DJANGO_SETTINGS_MODULE="sanjing.config.settings",
    )
    done = subprocess.run(
        [sys.executable, "-c", START], env=variables, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
