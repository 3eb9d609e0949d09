"""The code of the guides, as files of a module that Django can run."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.databases import PLACE, server_url

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r"^```python\n# (src/sanjing/\S+\.py)(?: \((in the class)\))?\n(.*?)^```", re.M | re.S
)
SETTINGS = """\
import os
from pathlib import Path

import sanjing.modules

sanjing.modules.__path__.append(str(Path(__file__).parent / "src" / "sanjing" / "modules"))

from tests.support.settings import *  # noqa: E402, F403

INSTALLED_APPS = [*INSTALLED_APPS, *os.environ["GUIDE_APPS"].split()]  # noqa: F405
"""


@dataclass(frozen=True)
class Sketch:
    """A folder with the modules that guides build, beside the real ones."""

    folder: Path
    apps: tuple[str, ...]

    def add(self, guide: str) -> None:
        """Write every block that names its file; "(in the class)" adds to what an earlier one wrote."""
        text = (ROOT / "docs" / "guides" / guide).read_text(encoding="utf-8")
        for name, addition, body in BLOCK.findall(text):
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = _inserted(path.read_text(encoding="utf-8"), body) if addition else body
            path.write_text(whole, encoding="utf-8")
        (self.folder / "guide_settings.py").write_text(SETTINGS, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`python -m …` where these modules are installed, on SQLite: another run has the server."""
        variables = os.environ | {
            "PYTHONPATH": os.pathsep.join(map(str, (self.folder, ROOT, ROOT / "src"))),
            "DJANGO_SETTINGS_MODULE": "guide_settings",
            "GUIDE_APPS": " ".join(self.apps),
        }
        ours = ("PYTEST_", "SANJING_")
        if server_url():  # What stands there to be copied is no folder.
            variables.pop(PLACE, None)
        for name in [name for name in variables if name.startswith(ours)]:
            del variables[name]
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=variables, capture_output=True, text=True
        )

    def test(self) -> subprocess.CompletedProcess[str]:
        """Run the tests that the guides contain."""
        (self.folder / "conftest.py").write_text((ROOT / "conftest.py").read_text(encoding="utf-8"))
        options = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", ".", "--ds", "guide_settings")
        return self.run("pytest", *options, "-p", "no:cacheprovider", "src")


def _inserted(whole: str, body: str) -> str:
    """Imports after the first import, the indented rest below the last line `class …:`."""
    imports = "".join(line for line in body.splitlines(keepends=True) if line.startswith("from "))
    rest = "".join(line for line in body.splitlines(keepends=True) if line.startswith(" "))
    whole = whole.replace("\nfrom ", f"\n{imports}from ", 1)
    return re.sub(r"^(class .*:\n)", lambda match: match[1] + rest, whole, count=1, flags=re.M)
