"""docs/reference/settings.md"""

from dataclasses import fields

from sanjing.config.env import Environment
from tools.reference.markdown import code, document, table

INTRO = """\
Every choice an installation has is a variable of its environment. A value that cannot be meant is
refused at start with a sentence; `sanjing doctor` names `SANJING_*` variables that nothing reads.
An empty variable counts as absent. Options of `sanjing serve` (`--host`, `--port`, `--data`) win
over the variables."""


def page() -> str:
    secret = {
        f"SANJING_{row.name.upper()}" for row in fields(Environment) if row.metadata["secret"]
    }
    rows = [
        (code(name), code(default) or "empty", doc + (" Secret." if name in secret else ""))
        for name, default, doc in Environment.table()
    ]
    return document("Settings", INTRO, table(("variable", "default", "meaning"), rows))
