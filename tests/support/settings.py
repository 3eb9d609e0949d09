"""The real settings over a data folder that lives as long as the test run."""

import atexit
import os
import shutil
import tempfile

scratch = tempfile.mkdtemp(prefix="sanjing-test-")
atexit.register(shutil.rmtree, scratch, ignore_errors=True)
os.environ["SANJING_DATA_DIR"] = scratch

from sanjing.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

WHITENOISE_AUTOREFRESH = True  # Reads every file of the interface once a client otherwise.

default = DATABASES["default"]  # noqa: F405
if default["ENGINE"].endswith("sqlite3"):
    default["OPTIONS"]["init_command"] = default["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
