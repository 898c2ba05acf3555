"""The one family of errors a user of makewhole can rely on."""

from typing import NamedTuple


class MakewholeError(Exception):
    """Something the user can mend. Its text is fit to be shown: no traceback, no patient data."""


class Problem(NamedTuple):
    """One thing wrong with an input: where, what, and what to do about it. Never holds the value itself."""

    field: str
    says: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.field}: {self.says} {self.remedy}".rstrip()


class InvalidRecord(MakewholeError):
    """An input that is not a valid record. `problems` lists everything wrong with it, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))
