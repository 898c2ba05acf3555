"""What someone at the desk types to find patients: as it comes, and chosen so that as many fit whatever is stored."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

LOOKED_AT = 150
"""Patients from whose names and dates the words are made."""
ONE, TWO, FEW, ALL = range(1, 2), range(2, 3), range(3, 7), range(21, 10**6)
"""How many patients fit: `ALL` fills what a list shows at first, and more."""


def words(practice: Any, count: int) -> dict[str, list[str]]:
    """For each way of searching, `count` texts to type."""
    from makewhole import records
    from makewhole.app.clinic.models import Patient
    from makewhole.app.clinic.records import COVERAGES, patient_record, patients, search
    from makewhole.app.vault.acting import acting_as_service

    chance = random.Random(1)
    with acting_as_service(practice, "benchmark"):
        keys = list(Patient.objects.order_by().values_list("pk", flat=True))
        rows = list(Patient.objects.filter(pk__in=chance.sample(keys, min(LOOKED_AT, len(keys)))))
        found = patients(rows)
        cards = [patient_record(row, COVERAGES, tuple[records.Coverage, ...]) or () for row in rows]
        chosen = {
            "search: last name, three to six fit": _fitting(search, _beginnings(found), FEW),
            "search: last name, more than a list fit": _fitting(search, _beginnings(found), ALL),
            "search: last and first name, two fit": _fitting(search, _both(found), TWO),
            "search: date of birth, one fits": _fitting(search, chain(_born(found), _some_days(chance)), ONE),
            "search: member id": [card[0].member_id for card in cards],
            "as typed: one letter": [each.name.last[:1] for each in found],
            "as typed: four letters of the last name": [each.name.last[:4] for each in found],
            "as typed: two letters and first name": [f"{each.name.last[:2]} {each.name.first}" for each in found],
            "as typed: common last name and first name": [f"moreau {each.name.first}" for each in found],
            "as typed: date of birth": list(_born(found)),
        }
    return {name: random.Random(2).choices(texts, k=count) for name, texts in chosen.items()}


def _fitting(search: Callable[[str], list[Any]], typed: Iterator[str], many: range) -> list[str]:
    """Those that so many patients fit."""
    found = [each for each in sorted(set(typed)) if len(search(each)) in many]
    if not found:
        raise LookupError(f"nothing to type that {many} patients fit")
    return found


def _beginnings(found: list[Any]) -> Iterator[str]:
    return (each.name.last[:length] for each in found for length in range(1, len(each.name.last) + 1))


def _both(found: list[Any]) -> Iterator[str]:
    return (
        f"{each.name.last[:length]} {each.name.first}" for each in found for length in range(1, len(each.name.last) + 1)
    )


def _some_days(chance: random.Random) -> Iterator[str]:
    """Among 100,000 patients few days are of one alone."""
    return (f"{date(1940, 1, 1) + timedelta(days=chance.randrange(365 * 65)):%m/%d/%Y}" for _ in range(400))


def _born(found: list[Any]) -> Iterator[str]:
    return (f"{each.date_of_birth:%m/%d/%Y}" for each in found)
