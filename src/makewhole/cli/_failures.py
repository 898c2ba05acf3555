"""Says what went wrong in plain words: no traceback, and none of the patient's data."""

import os
from collections.abc import Sequence
from pathlib import Path

from makewhole.errors import InvalidRecord, MakewholeError, Problem

STANDARD_INPUT = "-"


def problems(error: Exception) -> tuple[Problem, ...]:
    """Everything that an exception says is wrong. Raises a fault of makewhole again where MAKEWHOLE_TRACEBACK is set.

    The field is empty where none can be named.
    """
    if isinstance(error, InvalidRecord):
        return error.problems
    if isinstance(error, MakewholeError):
        from makewhole.rules import NoRuleInForce

        if isinstance(error, NoRuleInForce):
            says = "lies outside the years for which coding rules are kept here."
            return (Problem("visit.date", says, "Check the year; an older visit is coded by hand."),)
        return (Problem("", f"{str(error).rstrip('.')}.", ""),)
    if isinstance(error, OSError) and error.strerror:
        return (Problem("", f"{error.filename or 'a file'}: {error.strerror}.", "Check the path and the disk."),)
    if os.environ.get("MAKEWHOLE_TRACEBACK"):
        raise error
    remedy = "Please report this line; MAKEWHOLE_TRACEBACK=1 shows the details, which may hold patient data."
    fault = f"a fault of makewhole itself ({type(error).__name__} at {_place(error)})."
    return (Problem("", fault, remedy),)


def in_words(error: Exception) -> str:
    """What went wrong, as one paragraph or a list."""
    return "\n  ".join(str(problem) if problem.field else _sentence(problem) for problem in problems(error))


def about(source: str, found: Sequence[Problem]) -> str:
    """What is wrong with one input, under its name."""
    name = "standard input" if source == STANDARD_INPUT else source
    if len(found) > 1:
        return "\n  ".join([f"{name}: {len(found)} things to mend", *map(str, found)])
    (only,) = found
    if only.field == "input":
        return f"{name} {_sentence(only)}"
    return f"{name}: {only if only.field else _sentence(only)}"


def _sentence(problem: Problem) -> str:
    return f"{problem.says} {problem.remedy}".rstrip()


def _place(error: Exception) -> str:
    trace, place = error.__traceback__, "an unknown place"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
