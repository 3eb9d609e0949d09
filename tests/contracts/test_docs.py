"""What the documents say is so."""

import ast
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from sanjing.cli import COMMANDS, build_parser
from sanjing.config.env import Environment
from sanjing.foundation.entities import registry
from tests.support.databases import install
from tests.support.guides import Sketch
from tests.support.server import run_sanjing
from tools.reference.__main__ import stale_pages
from tools.reference.events import happenings

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md"))
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"")
QUOTED = re.compile(r"`([^`\n]+)`")
QUOTED_CODE = re.compile(r"^```python\n# (\S+\.py) \(quoted\)\n(.*?)^```", re.M | re.S)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
PLACES = ("script/", "src/", "docs/", "tests/", "tools/", ".ci/")
READMES = ("README.md", "README.zh-CN.md")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def reference(name: str) -> str:
    return read(ROOT / "docs" / "reference" / name)


def anchor(heading: str) -> str:
    """The address GitHub gives a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def anchors_of(path: Path) -> set[str]:
    return {anchor(title) for title in re.findall(r"^#+ (.*)$", read(path), re.M)}


def relative_links(path: Path) -> list[str]:
    found = [first or second for first, second in LINK.findall(FENCE.sub("", read(path)))]
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def paths_named(path: Path) -> set[str]:
    """Files and folders of the project between backquotes."""
    named = (words.split()[0] for words in QUOTED.findall(read(path)) if words.strip())
    return {name.rstrip("/:,") for name in named if name.startswith(PLACES) and "<" not in name}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    broken = []
    for link in relative_links(path):
        name, _, part = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists() or (part and part not in anchors_of(target)):
            broken.append(link)

    assert not broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_named_exists(path):
    above = [folder for folder in path.parents if folder.is_relative_to(ROOT)]
    named = paths_named(path)
    missing = {name for name in named if not any(list(folder.glob(name)) for folder in above)}
    built_by_guides = {name for name in missing if name.startswith("src/sanjing/modules/equipment")}

    assert missing == built_by_guides


def test_the_reference_is_what_the_program_says(db):
    assert not stale_pages(), "run script/reference"


def test_every_setting_is_named():
    unnamed = [
        name for name, *_ in Environment.table() if f"`{name}`" not in reference("settings.md")
    ]

    assert not unnamed


def test_every_command_is_named():
    unnamed = [name for name in COMMANDS if f"## sanjing {name}\n" not in reference("commands.md")]

    assert not unnamed


def test_every_record_type_is_named():
    page = reference("entities.md")

    assert not [e.name for e in registry.all_entities() if f"name `{e.name}`" not in page]


def test_every_event_is_named():
    page = reference("events.md")

    assert not [h.name for h in happenings() if f"`{h.name}`" not in page]


def test_no_event_is_made_without_being_told_of():
    """A `make_event` with a name of its own must be one the reference knows."""
    page = reference("events.md")
    unknown = []
    for path in (ROOT / "src" / "sanjing").rglob("*.py"):
        if "tests" not in path.parts:
            unknown += [f"{path.name}: {end}" for end in _endings(path) if f".{end}`" not in page]

    assert not unknown


def _endings(path: Path) -> list[str]:
    """The last words of names given to `make_event` as f"{entity.name}.created"."""
    calls = [n for n in ast.walk(ast.parse(read(path))) if isinstance(n, ast.Call)]
    made = [c.args[0] for c in calls if getattr(c.func, "id", "") == "make_event" and c.args]
    last = [name.values[-1] for name in made if isinstance(name, ast.JoinedStr)]
    return [str(part.value).lstrip(".") for part in last if isinstance(part, ast.Constant)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_that_is_quoted_still_reads_so(path):
    for name, body in QUOTED_CODE.findall(read(path)):
        assert body in read(ROOT / name), f"{name} changed; quote it anew"


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_only_settings_and_commands_that_exist(name):
    text = read(ROOT / name)
    settings = {setting for setting, *_ in Environment.table()}

    assert set(re.findall(r"SANJING_[A-Z_]+", text)) <= settings
    assert set(re.findall(r"(?:script/)?sanjing ([a-z-]+)", text)) <= set(COMMANDS)


@pytest.mark.parametrize(
    "path", [*(ROOT / name for name in READMES), *sorted(ROOT.glob("docs/guides/*.md"))],
    ids=lambda path: path.name,
)  # fmt: skip
def test_every_sanjing_command_line_is_one_the_program_takes(path):
    for line in command_lines(path):
        build_parser().parse_args(line)


def command_lines(path: Path) -> list[list[str]]:
    """Arguments of every `sanjing …` and `script/serve …` in the shell blocks of a document."""
    lines = []
    for language, block in FENCE.findall(read(path)):
        for line in block.replace("\\\n", " ").splitlines() if language in ("sh", "bash") else ():
            words = shlex.split(line, comments=True)
            words = [word for word in words if not re.match(r"[A-Z_]+=", word)]
            if words[:1] == ["sudo"]:
                words = words[3:] if words[1] == "-u" else words[1:]
            program = words[0] if words else ""
            if program == "sanjing" or program.endswith(("script/sanjing", "bin/sanjing")):
                lines.append(words[1:])
            elif words[:1] == ["script/serve"]:
                lines.append(["serve", *words[1:]])
    return lines


@pytest.mark.parametrize("name", READMES)
def test_the_readme_starts_as_it_says(name):
    assert ["serve"] in command_lines(ROOT / name)
    assert ["serve", "--demo"] in command_lines(ROOT / name)


@pytest.mark.slow
def test_the_commands_of_the_readme_work(tmp_path):
    """Those that end by themselves, one after the other on a folder of their own."""
    data, backup = str(tmp_path / "data"), tmp_path / "all.zip"
    install(Path(data))

    steps = [("backup", str(backup)), ("verify",), ("reindex",), ("restore", str(backup))]
    done = {step[0]: run_sanjing(*step, "--data", data) for step in steps}

    assert {name: result.stderr for name, result in done.items() if result.returncode} == {}
    assert set(done) <= {line[0] for name in READMES for line in command_lines(ROOT / name)}


@pytest.fixture
def sketch(tmp_path) -> Sketch:
    return Sketch(tmp_path, ("sanjing.modules.equipment",))


@pytest.mark.slow
def test_the_guides_build_what_they_say(sketch):
    sketch.add("add-an-entity.md")
    passed(sketch.run("django", "makemigrations", "equipment"))
    passed(sketch.run("django", "check", "--fail-level", "WARNING"))
    passed(sketch.test())

    sketch.add("add-an-action.md")
    passed(sketch.test())


def passed(done: subprocess.CompletedProcess) -> None:
    assert done.returncode == 0, done.stdout + done.stderr
