"""Counts the earlier treatments that fit a policy's criterion on failed trials, with the reason where one does not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from makewhole.coverage.record_words import RESPONSES, counted
from makewhole.records import Trial
from makewhole.rules import all_rules

CLASSES = "treatments/antidepressant-classes"


@dataclass(slots=True)
class Doubts:
    """What rules a trial out, and what leaves it open. With neither it counts."""

    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tally:
    """Trials by medicine name: those that fit, those left open and those ruled out, with the reasons.

    `looked_at` are the places of all of them among the trials.
    """

    looked_at: tuple[int, ...]
    fits: Mapping[str, Trial]
    open: Mapping[str, list[str]]
    out: Mapping[str, list[str]]
    classes: frozenset[str]
    possible_classes: int

    def could_reach(self, needed: int, classes: int) -> bool:
        """Whether the criterion would be fulfilled if every open question were answered in its favor."""
        return len(self.fits) + len(self.open) >= needed and self.possible_classes >= classes

    def evidence(self, needed: int) -> str:
        """What counts, what is open and what does not count, medicine by medicine."""
        said = [f"{len(self.fits)} of {needed} counted" + _after(map(_described, self.fits.values()))]
        if self.open:
            said.append("Left open" + _after(_with_reasons(self.open)))
        if self.out:
            said.append("Not counted" + _after(_with_reasons(self.out)))
        return " ".join(said)


def count(trials: Iterable[Trial], doubts: Callable[[Trial], Doubts | None], on: date) -> Tally:
    """The tally of the trials that `doubts` has an opinion on; one medicine counts once, by its best trial."""
    fits: dict[str, Trial] = {}
    left_open: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    class_of: dict[str, str | None] = {}
    looked_at: list[int] = []
    for index, trial in enumerate(trials):
        doubt = doubts(trial)
        if doubt is None:
            continue
        looked_at.append(index)
        class_of[_key(trial)] = antidepressant_class(trial, on) or class_of.get(_key(trial))
        if doubt.out:
            out.setdefault(trial.name, doubt.out)
        elif doubt.open:
            left_open.setdefault(trial.name, doubt.open)
        else:
            fits.setdefault(_key(trial), trial)
    left_open = {name: why for name, why in left_open.items() if name.casefold() not in fits}
    decided = {*fits, *(name.casefold() for name in left_open)}
    possible = [class_of[key] for key in (*fits, *(name.casefold() for name in left_open))]
    return Tally(
        tuple(looked_at),
        fits,
        left_open,
        {name: why for name, why in out.items() if name.casefold() not in decided},
        frozenset(known for key in fits if (known := class_of[key])),
        len({known for known in possible if known}) + possible.count(None),
    )


def antidepressant_doubts(trial: Trial, criterion: Mapping[str, Any], on: date) -> Doubts | None:
    """Whether a medicine was an antidepressant taken long and high enough that did not help enough.

    Intolerance and a response that was lost are left open: whether they are an inadequate response is a judgment.
    """
    if trial.kind != "medicine" or trial.augmentation:
        return None
    doubts = Doubts()
    if trial.drug_class is None:
        doubts.open.append("class not recorded")
    elif antidepressant_class(trial, on) is None:
        doubts.open.append(f"class {trial.drug_class} not known as an antidepressant")
    weeks = criterion.get("weeks")
    if weeks and trial.weeks is None:
        doubts.open.append("weeks not recorded")
    elif weeks and trial.weeks and trial.weeks < weeks:
        doubts.out.append(counted(trial.weeks, "week", "weeks"))
    if criterion.get("adequate"):
        if trial.adequate is None:
            doubts.open.append("adequacy not recorded")
        elif not trial.adequate:
            doubts.out.append("recorded as not adequate")
    if trial.response not in ("none", "partial"):
        doubts.open.append(_response(trial))
    return doubts


def augmentation_doubts(trial: Trial, criterion: Mapping[str, Any], on: date) -> Doubts | None:
    """Whether a medicine added to an antidepressant brought no benefit; only "no response" says so for certain."""
    if trial.kind != "medicine" or not trial.augmentation:
        return None
    doubts = Doubts()
    if trial.response in ("partial", "full_then_lost"):
        doubts.out.append(_response(trial))
    elif trial.response != "none":
        doubts.open.append(_response(trial))
    return doubts


def antidepressant_class(trial: Trial, on: date) -> str | None:
    """The rule that names the trial's class, or None for a class not known as one of antidepressants."""
    if trial.drug_class is None:
        return None
    written = _plain(trial.drug_class)
    for found in all_rules(CLASSES):
        for held in found.values:
            if held.holds_on(on) and written in {_plain(name) for name in held.value}:
                return found.rule_id
    return None


def _plain(name: str) -> str:
    return name.casefold().replace("-", " ").replace("/", " ").strip().removesuffix("s")


def _key(trial: Trial) -> str:
    return trial.name.casefold()


def _response(trial: Trial) -> str:
    return "response not recorded" if trial.response == "unknown" else RESPONSES[trial.response].lower()


def _described(trial: Trial) -> str:
    weeks = counted(trial.weeks, "week", "weeks") if trial.weeks else None
    return f"{trial.name} ({', '.join(filter(None, (trial.drug_class, trial.dose, weeks, _response(trial))))})"


def _with_reasons(trials: Mapping[str, list[str]]) -> list[str]:
    return [f"{name} ({', '.join(why)})" for name, why in trials.items()]


def _after(items: Iterable[str]) -> str:
    text = "; ".join(items)
    return f": {text}." if text else "."
