"""One line of a check-up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`mend` is empty when all is well; otherwise it says what to do."""

    name: str
    detail: str
    mend: str = ""

    @property
    def ok(self) -> bool:
        return not self.mend

    def line(self) -> str:
        mark = "ok     " if self.ok else "problem"
        return f"{mark}  {self.name}: {self.detail}" + (f" → {self.mend}" if self.mend else "")
