"""Times, units, pairs of codes, the office visit, place, psychotherapy and questionnaires."""

from tests.coding.scrubber.visits import Case, Given, line_of

KETAMINE, ONDANSETRON = "visit.administrations[0]", "visit.administrations[1]"
VISIT, INFUSION, PUSH = line_of("99214"), line_of("96365"), line_of("96375")
ONDANSETRON_LINE, KETAMINE_LINE, SCORE = line_of("J2405"), line_of("J3490"), line_of("96127")
MAGNESIUM = {
    "drug": {"name": "Magnesium sulfate", "ndc": "63323-0064-02", "strength": "500 mg", "strength_per": "1 mL"},
    "route": "iv_infusion",
    "access_site": "left forearm",
    "start": "09:30",
    "stop": "10:00",
    "dose": "1000 mg",
}
FLUID = {
    "fluid": {"name": "Normal saline"},
    "volume": "500 mL",
    "start": "10:10",
    "stop": "10:50",
    "necessity": "Vomiting since the night before, dry mucosa.",
}


def magnesium(**change: object) -> dict[str, object]:
    return {"visit.administrations": lambda given: [*given, {**MAGNESIUM, **change}]}


def fluid(**change: object) -> dict[str, object]:
    return {"visit.hydration": [{**FLUID, **change}]}


def ketamine(start: str = "09:20", stop: str | None = "10:05", **more: object) -> dict[str, object]:
    return {f"{KETAMINE}.start": start, f"{KETAMINE}.stop": stop, **{f"{KETAMINE}.{key}": v for key, v in more.items()}}


CASES = [
    Case("times/no-stop", breaks=Given(ketamine(stop=None)), keeps=Given()),  # a push needs no stop
    Case(
        "times/pauses-overlap",
        breaks=Given(ketamine(pauses=[{"start": "09:30", "stop": "09:35"}, {"start": "09:34", "stop": "09:36"}])),
        keeps=Given(
            ketamine(pauses=[{"start": "09:30", "stop": "09:35"}], flushes=[{"start": "09:34", "stop": "09:36"}])
        ),
        says="09:34 to 09:36",
    ),
    Case(
        "times/never-ran",
        breaks=Given(ketamine(pauses=[{"start": "09:20", "stop": "10:05"}])),
        keeps=Given(ketamine(pauses=[{"start": "09:20", "stop": "10:04"}])),
    ),
    Case(
        "times/longer-than-usual",
        breaks=Given(ketamine("08:00", "16:01")),
        keeps=Given(ketamine("08:00", "16:01", pauses=[{"start": "09:00", "stop": "09:01"}])),
    ),
    Case(
        "times/push-too-long",
        breaks=Given({f"{ONDANSETRON}.stop": "09:28"}),
        keeps=Given({f"{ONDANSETRON}.stop": "09:27"}),
    ),
    Case(
        "times/on-another-day",
        breaks=Given(ketamine("2026-11-11T23:50", "2026-11-12T00:40")),
        keeps=Given(ketamine("23:50", "00:40")),  # past midnight, but begun on the day
    ),
    Case(
        "times/overlap-at-one-site",
        breaks=Given(magnesium(drug={"name": "Ketamine hydrochloride"}, dose="10 mg")),
        keeps=Given(magnesium()),  # billed as concurrent
    ),
    Case(
        "times/overlap-at-one-site",
        breaks=Given(magnesium(drug={"name": "Ketalar"}, start="10:04", stop="10:30")),
        keeps=Given({f"{ONDANSETRON}.start": "09:20", f"{ONDANSETRON}.stop": "09:40"}),  # a push is no infusion
        says="for 1 minutes",
    ),
    Case(
        "times/hydration-during-infusion",
        breaks=Given(fluid(start="10:00")),
        keeps=Given(fluid(start="10:05")),
        says="ran 5 minutes together",
    ),
    Case("times/hydration-without-need", breaks=Given(fluid(necessity=None)), keeps=Given(fluid())),
    Case(
        "times/two-main-reasons",
        breaks=Given({f"{ONDANSETRON}.main_reason": True}),
        keeps=Given({f"{KETAMINE}.main_reason": False}),
    ),
    Case(
        "units/infusion-too-short",
        breaks=Given(ketamine(stop="09:35"), {f"lines[{INFUSION}].code": "96365"}),
        keeps=Given(ketamine(stop="09:36")),
        says="only 0 ran 16 minutes",
    ),
    Case(
        "units/further-hours",
        breaks=Given(ketamine(stop="10:50"), {f"lines[{PUSH}].code": "96366"}),  # 90 minutes
        keeps=Given(ketamine(stop="10:51")),  # 91 minutes, billed with one further hour
        says="support 0",
    ),
    Case(
        "units/exactly-half-an-hour",
        breaks=Given(ketamine(stop="10:50")),
        keeps=Given(ketamine(stop="10:49")),
    ),
    Case(
        "units/hydration",
        breaks=Given(fluid(stop="10:40"), {f"lines[{PUSH}].code": "96361"}),  # 30 minutes
        keeps=Given(fluid(stop="10:41")),
    ),
    Case(
        "units/two-first-codes",
        breaks=Given({}, {f"lines[{PUSH}].code": "96374"}),
        keeps=Given({}, {f"lines[{PUSH}].code": "96374", f"lines[{PUSH}].modifiers": ["59"]}),
    ),
    Case(
        "units/second-site-without-reason",
        breaks=Given({}, {f"lines[{PUSH}].code": "96374", f"lines[{PUSH}].modifiers": ["59"]}),
        keeps=Given(
            {f"{ONDANSETRON}.access_site": "right hand", f"{ONDANSETRON}.second_site_reason": "The first line failed."},
            {f"lines[{PUSH}].modifiers": ["59"]},
        ),
    ),
    Case(
        "units/drug-units-exceed-dose",
        breaks=Given({}, {f"lines[{ONDANSETRON_LINE}].units": 5}),
        keeps=Given({f"{ONDANSETRON}.dose": "0.0041 g"}),
        says="J2405 × 5",
    ),
    Case(
        "units/drug-units-exceed-dose",
        breaks=Given({f"{ONDANSETRON}.route": "oral"}, {f"lines[{PUSH}].code": "J2405"}),  # a tablet
        keeps=Given(),
        says="support 0",
    ),
    Case(
        "units/drug-units-exceed-dose",
        breaks=Given(fluid(), {f"lines[{PUSH}].code": "J7040", f"lines[{PUSH}].units": 1}),  # beside its own line
        keeps=Given(fluid()),
        says="J7040 × 2",
    ),
    Case(
        "units/unlisted-drug",
        breaks=Given({}, {f"lines[{KETAMINE_LINE}].units": 39}),
        keeps=Given({f"{KETAMINE}.dose": "390 mg"}),
    ),
    Case(
        "units/over-daily-limit",
        breaks=Given({}, {f"lines[{SCORE}].units": 4}),
        keeps=Given({}, {f"lines[{SCORE}].units": 3}),
        says="96127 × 4",
    ),
    Case(
        "units/more-questionnaires-than-scored",
        breaks=Given({}, {f"lines[{SCORE}].units": 2}),
        keeps=Given({}, {f"lines[{SCORE}].units": 1}),
    ),
    Case(
        "pairs/never-together",
        breaks=Given({}, {f"lines[{VISIT}].code": "99211"}),
        keeps=Given({}, {f"lines[{VISIT}].code": "99212"}),
        says="99211 is part of 96365",
    ),
    Case(
        "pairs/modifier-missing",
        breaks=Given({}, {f"lines[{PUSH}].code": "96372"}),
        keeps=Given({}, {f"lines[{PUSH}].code": "96372", f"lines[{PUSH}].modifiers": ["59"]}),
    ),
    Case(
        "pairs/shot-without-reason",
        breaks=Given(
            {f"{ONDANSETRON}.route": "im"},
            {f"lines[{PUSH}].code": "96372", f"lines[{PUSH}].modifiers": ["59"]},
        ),
        keeps=Given({f"{ONDANSETRON}.route": "im", f"{ONDANSETRON}.shot_reason": "No second drug in that line."}),
        says="why a shot was needed",
    ),
    Case(
        "pairs/modifier-without-cause",
        breaks=Given({"visit.administrations": []}, {"lines[0].modifiers": ["59"]}),
        keeps=Given({}, {f"lines[{PUSH}].code": "96372", f"lines[{PUSH}].modifiers": ["59"]}),
    ),
    Case(
        "pairs/visit-without-25",
        breaks=Given({}, {f"lines[{VISIT}].modifiers": []}),
        keeps=Given({"visit.administrations": []}),  # nothing beside it
    ),
    Case(
        "pairs/add-on-alone",
        breaks=Given({}, {f"lines[{INFUSION}].code": "96372"}),
        keeps=Given({}, {f"lines[{PUSH}].code": "96366"}),
        says="96375 is added to",
    ),
    Case(
        "pairs/psychotherapy-add-on-alone",
        breaks=Given({}, {f"lines[{VISIT}].code": "90833"}),
        keeps=Given({"visit.psychotherapy": {"minutes": 20}}),
    ),
    Case(
        "pairs/same-line-twice",
        breaks=Given({}, {f"lines[{PUSH}].code": "96365"}),
        keeps=Given({}, {f"lines[{PUSH}].code": "96365", f"lines[{PUSH}].modifiers": ["59"]}),
    ),
    Case(
        "pairs/code-not-in-force",
        breaks=Given({}, {f"lines[{KETAMINE_LINE}].code": "S0013"}),
        keeps=Given({}, {f"lines[{KETAMINE_LINE}].code": "J0013"}),
    ),
    Case(
        "pairs/code-not-known",
        breaks=Given({}, {f"lines[{PUSH}].code": "97810"}),
        keeps=Given({}, {f"lines[{PUSH}].code": "96366"}),
    ),
    Case(
        "pairs/code-not-confirmed",
        breaks=Given({}, {f"lines[{ONDANSETRON_LINE}].code": "S0028"}),
        keeps=Given({f"{ONDANSETRON}.route": "im", f"{ONDANSETRON}.shot_reason": "No second drug in that line."}),
        says="S0028",
    ),
    Case(
        "pairs/wrong-code-for-ketamine",
        breaks=Given({}, {f"lines[{KETAMINE_LINE}].code": "J3000"}),
        keeps=Given({}, {f"lines[{KETAMINE_LINE}].code": "J3490"}),
    ),
    Case(
        "pairs/facility-code-in-office",
        breaks=Given({}, {f"lines[{PUSH}].code": "96376"}),
        keeps=Given({}, {f"lines[{PUSH}].code": "96376", f"lines[{PUSH}].place_of_service": "22"}),
    ),
    Case(
        "office-visit/separate-without-reason",
        breaks=Given({"visit.office_visit.reason": None}),
        keeps=Given({"visit.office_visit.reason": None, "visit.administrations": []}),
    ),
    Case(
        "office-visit/billed-though-not-separate",
        breaks=Given({"visit.office_visit.separate": False}, {"lines[0].code": "99213"}),
        keeps=Given({"visit.office_visit.separate": False}),  # the coder leaves it out
    ),
    Case(
        "office-visit/time-and-decision-disagree",
        breaks=Given({"visit.office_visit.minutes": 29}),
        keeps=Given({"visit.office_visit.minutes": 30}),
        says="supports 99214; 29 minutes support 99213",
    ),
    Case(
        "office-visit/level-not-supported",
        breaks=Given({}, {f"lines[{VISIT}].code": "99215"}),
        keeps=Given({"visit.office_visit.minutes": 40}, {f"lines[{VISIT}].code": "99215"}),
        says="the record supports 99214",
    ),
    Case(
        "office-visit/new-though-seen",
        breaks=Given(
            {"visit.office_visit.patient": "new", "plan.sessions_done": 0},
            earlier=({"visit.date": "2024-01-02", "visit.number": "V-1"},),
        ),
        keeps=Given(
            {"visit.office_visit.patient": "new", "plan.sessions_done": 0},
            earlier=({"visit.date": "2023-10-31", "visit.number": "V-1"},),
        ),
    ),
    Case(
        "office-visit/new-though-seen",
        breaks=Given(
            {"visit.date": "2026-10-31", "visit.office_visit.patient": "new", "plan.sessions_done": 0},
            earlier=({"visit.date": "2023-10-31", "visit.number": "V-1"},),
        ),
        keeps=Given(
            {"visit.date": "2026-10-31", "visit.office_visit.patient": "new", "plan.sessions_done": 0},
            earlier=({"visit.date": "2023-10-30", "visit.number": "V-1"},),
        ),
    ),
    Case(
        "office-visit/time-beside-psychotherapy",
        breaks=Given(
            {
                "visit.psychotherapy": {"minutes": 20},
                "visit.office_visit.decision_making": None,
                "visit.office_visit.minutes": 30,
            }
        ),
        keeps=Given({"visit.psychotherapy": {"minutes": 20}, "visit.office_visit.minutes": 30}),
    ),
    Case(
        "place/not-known",
        breaks=Given({"visit.place_of_service": "99"}),
        keeps=Given({"visit.place_of_service": "12"}),
    ),
    Case(
        "place/telehealth-elsewhere",
        breaks=Given({"visit.telehealth": "video"}),
        keeps=Given({"visit.telehealth": "video", "visit.place_of_service": "10"}),
    ),
    Case(
        "place/remote-but-in-person",
        breaks=Given({"visit.place_of_service": "10"}),
        keeps=Given({"visit.place_of_service": "10", "visit.telehealth": "audio"}),
    ),
    Case(
        "place/given-from-afar",
        breaks=Given({"visit.place_of_service": "10", "visit.telehealth": "video"}),
        keeps=Given({"visit.place_of_service": "10", "visit.telehealth": "video", "visit.administrations": []}),
    ),
    Case(
        "place/telehealth-modifier-missing",
        breaks=Given(
            {"visit.place_of_service": "10", "visit.telehealth": "video", "visit.administrations": []},
            {"lines[0].modifiers": []},
        ),
        keeps=Given({"visit.place_of_service": "10", "visit.telehealth": "video", "visit.administrations": []}),
    ),
    Case(
        "talking/psychotherapy-too-short",
        breaks=Given({"visit.psychotherapy": {"minutes": 15}}),
        keeps=Given({"visit.psychotherapy": {"minutes": 16}}),
    ),
    Case(
        "talking/psychotherapy-code-not-supported",
        breaks=Given({"visit.psychotherapy": {"minutes": 37}}, {f"lines[{PUSH}].code": "90836"}),
        keeps=Given({"visit.psychotherapy": {"minutes": 38}}),
        says="90836 needs 38",
    ),
    Case(
        "talking/evaluation-beside-visit",
        breaks=Given({"visit.psychiatric_evaluation": {"medical": True}}),
        keeps=Given({"visit.psychiatric_evaluation": {"medical": True}, "visit.office_visit": None}),
    ),
    Case(
        "talking/psychotherapy-beside-evaluation",
        breaks=Given({"visit.psychiatric_evaluation": {"medical": True}, "visit.psychotherapy": {"minutes": 45}}),
        keeps=Given({"visit.psychotherapy": {"minutes": 45}}),
    ),
    Case(
        "talking/score-of-another-day",
        breaks=Given({"visit.screenings[0].result.date": "2026-11-09"}),
        keeps=Given({"visit.screenings[0].result.date": "2026-11-12"}),
    ),
    Case(
        "talking/questionnaire-twice",
        breaks=Given({"visit.screenings": lambda held: [*held, *held]}),
        keeps=Given(
            {
                "visit.screenings": lambda held: [
                    *held,
                    {"result": {"instrument": "GAD-7", "date": "2026-11-12", "score": 7}},
                ]
            }
        ),
    ),
    Case(
        "talking/score-disagrees-with-history",
        breaks=Given({"scores[3].score": 8}),
        keeps=Given({"scores[2].score": 8}),
        says="9 here and 8 in scores",
    ),
]
