"""Made-up visits of one practice, as many as wanted: no two with the same patient, times, doses, texts or scores."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples"
FIRST_DAY = date(2026, 3, 9)
DAYS = 230
FIRST = "Ada Bo Cleo Dara Elif Farid Greta Hugo Ines Jonas Kira Luis Mona Nils Olga Pablo Rosa Sven Tara Uli".split()
SYLLABLES = "al ber con dar el fin gor han is jor kal lin mar nor os pel ros sten tor ver".split()
STREETS = "Alder Birch Cedar Dogwood Elm Fir Hazel Juniper Larch Maple Oak Pine Quince Rowan Spruce Willow".split()
DRUGS = "Sertraline Fluoxetine Escitalopram Duloxetine Venlafaxine Bupropion Mirtazapine Nortriptyline Lithium".split()
CLASSES = {"Sertraline": "SSRI", "Fluoxetine": "SSRI", "Escitalopram": "SSRI", "Duloxetine": "SNRI"}
REASONS = ("relapse at full dose", "no response", "akathisia", "weight gain", "sedation at work", "nausea for weeks")
RESPONSES = ("none", "partial", "partial", "not_tolerated")


def visits(count: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Yields `count` visit files as their fields. Practice and clinician are named as files in examples/."""
    chance = random.Random(seed)
    example = json.loads((EXAMPLES / "visit.json").read_text())
    for number in range(1, count + 1):
        yield _visit(copy.deepcopy(example), number, chance)


def _visit(fields: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    fields["patient"] = _patient(number, chance)
    fields["coverages"][0] |= {
        "member_id": f"W{chance.randrange(10**8, 10**9)}",
        "group_number": f"{chance.randrange(10**6):07}",
    }
    visit = fields["visit"]
    visit |= {"number": f"V-2026-{number:05}", "date": f"{day}", "weight": chance.randrange(480, 1150) / 10}
    _infuse(visit, day, chance)
    score = chance.randrange(3, 12)
    visit["office_visit"] |= {
        "decision_making": chance.choice(("low", "moderate")),
        "reason": f"Reviewed response to {chance.randrange(2, 6)} infusions with the patient and {_name(chance)}, "
        f"changed {chance.choice(DRUGS).lower()} to {chance.randrange(25, 300)} mg, apart from the infusion.",
    }
    visit["screenings"][0]["result"] |= {"date": f"{day}", "score": score}
    visit["signed_on"] = f"{day}T17:40-04:00"
    visit["payments"][0] |= {"date": f"{day}", "reference": f"ending {chance.randrange(10000):04}"}
    fields["history"]["onset"] = f"{chance.randrange(1995, 2018)}"
    fields["history"]["trials"] = [_trial(trial, chance) for trial in fields["history"]["trials"]]
    _plan(fields["plan"], day, chance)
    fields["scores"] = [
        {"instrument": name, "date": f"{day - timedelta(days=before)}", "score": chance.randrange(5, 21)}
        for name, before in (("PHQ-9", 17), ("PHQ-9", 10), ("PHQ-9", 3), ("GAD-7", 17), ("GAD-7", 3))
    ] + [{"instrument": "PHQ-9", "date": f"{day}", "score": score}]
    return fields


def _patient(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "name": {"first": chance.choice(FIRST), "middle": chance.choice("ABCDEFGHJKLMNPRST"), "last": _name(chance)},
        "date_of_birth": f"{date(1950, 1, 1) + timedelta(days=chance.randrange(19000))}",
        "sex": chance.choice("FM"),
        "phone": f"(555) 01{chance.randrange(10)}-{chance.randrange(10000):04}",
        "account_number": f"HL-{number:05}",
        "signature_on_file": f"{FIRST_DAY}",
        "address": {
            "line1": f"{chance.randrange(1, 990)} {chance.choice(STREETS)} {chance.choice(('Lane', 'Street', 'Road'))}",
            "city": f"{_name(chance)} Falls",
            "state": "NY",
            "zip": f"14{chance.randrange(1000):03}",
        },
    }


def _infuse(visit: dict[str, Any], day: date, chance: random.Random) -> None:
    ketamine, ondansetron = visit["administrations"]
    start = datetime.combine(day, time(8)) + timedelta(minutes=chance.randrange(480))
    stop = start + timedelta(minutes=chance.choice((40, 45, 60, 75, 91, 120)))
    dose = round(visit["weight"] * chance.choice((0.5, 0.6, 0.75, 1.0)))
    site = chance.choice(("left forearm", "right forearm", "left hand", "right hand"))
    push = f"{start - timedelta(minutes=8):%H:%M}"
    ketamine["drug"]["lot"] = f"KT{chance.randrange(1000, 9999)}"
    ondansetron["drug"]["lot"] = f"ON{chance.randrange(100, 999)}"
    ketamine |= {"start": f"{start:%H:%M}", "stop": f"{stop:%H:%M}", "dose": f"{dose} mg", "access_site": site}
    ondansetron |= {"start": push, "access_site": site}
    visit["note"] |= {
        "signed_on": f"{day}",
        "text": (
            f"Established patient, came with {_name(chance)}, for major depressive disorder, recurrent, severe without "
            f"psychotic features (F33.2), with generalized anxiety disorder (F41.1). Ketamine hydrochloride {dose} mg "
            f"(weight {visit['weight']} kg) by IV infusion through the {site}, start {start:%H:%M}, stop {stop:%H:%M}. "
            f"Ondansetron 4 mg IV push at {push}. No drug wasted. Highest blood pressure {chance.randrange(118, 160)}/"
            f"{chance.randrange(70, 95)}, lowest saturation {chance.randrange(93, 99)} percent. Separate office visit: "
            f"reviewed response, {chance.choice(DRUGS).lower()} adjusted to {chance.randrange(25, 300)} mg, "
            f"suicide risk reassessed and low; talked about {_name(chance)} and work."
        ),
    }


def _trial(trial: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    if trial.get("kind"):
        return trial | {
            "weeks": chance.randrange(6, 50),
            "reason_stopped": f"{chance.choice(REASONS)}, {_name(chance)}",
        }
    name = chance.choice(DRUGS)
    year = chance.randrange(2012, 2023)
    return {
        "name": name,
        "drug_class": CLASSES.get(name, "other"),
        "dose": f"{chance.randrange(20, 400)} mg daily",
        "started": f"{year}-{chance.randrange(1, 7):02}",
        "stopped": f"{year}-{chance.randrange(8, 13):02}",
        "weeks": chance.randrange(8, 40),
        "adequate": True,
        "response": chance.choice(RESPONSES),
        "reason_stopped": f"{chance.choice(REASONS)} as {_name(chance)} wrote",
        "cost": chance.randrange(80, 900),
    }


def _plan(plan: dict[str, Any], day: date, chance: random.Random) -> None:
    written = day - timedelta(days=18)
    plan |= {
        "sessions_done": chance.randrange(1, 6),
        "expected_cost": chance.randrange(2400, 5000),
        "written": f"{written}",
        "informed_consent": f"{written}",
        "goals": [f"PHQ-9 below {chance.randrange(5, 12)}", f"Return to {_name(chance)} half-time"],
        "rationale": f"{chance.randrange(3, 9)} adequate treatments by {_name(chance)} and {_name(chance)} have not "
        "brought remission, among them two antidepressant classes with augmentation.",
        "risk_of_not_treating": f"Continued severe depression and an admission at {_name(chance)} as in "
        f"{chance.randrange(2010, 2024)}.",
        "alternatives_considered": f"Electroconvulsive therapy at {_name(chance)} was offered and declined.",
    }


def _name(chance: random.Random) -> str:
    return "".join(chance.sample(SYLLABLES, 3)).capitalize()
