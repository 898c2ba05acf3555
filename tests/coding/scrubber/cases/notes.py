"""The note against the bill: what it does not carry, and what it says otherwise."""

from tests.coding.scrubber.visits import Case, Change, Given, swap

KETAMINE, ONDANSETRON = "visit.administrations[0]", "visit.administrations[1]"
VISIT = "visit.office_visit"
THERAPY: Change = {"visit.psychotherapy": {"minutes": 20}}
FLUID = {
    "visit.hydration": [
        {
            "fluid": {"name": "Normal saline"},
            "volume": "1 L",
            "start": "10:10",
            "stop": "10:50",
            "necessity": "Vomiting since the night before.",
        }
    ]
}


def note(old: str, new: str, **change: object) -> Given:
    """The clean visit with words of its note changed, and with fields of the ketamine infusion changed."""
    return Given(
        {"visit.note.text": swap(old, new), **{f"{KETAMINE}.{field}": value for field, value in change.items()}}
    )


def added(words: str, **change: object) -> Given:
    """The clean visit with words added at the end of its note."""
    return note("moderate complexity.", f"moderate complexity. {words}", **change)


def and_also(given: Given, change: Change) -> Given:
    return Given({**given.file, **change})


CASES = [
    Case("note/missing", breaks=Given({"visit.note": None}), keeps=Given()),
    Case(
        "note/thin",
        breaks=Given({"visit.note.text": "Ketamine given."}),
        keeps=Given({"visit.note.text": "word " * 40}),
    ),
    Case(
        "note/date-differs",
        breaks=added("Date of service: 11/09/2026."),
        keeps=added("DOS 11/12/2026. PHQ-9 date 11/09/2026."),
    ),
    Case("note/date-differs", breaks=added("Visit date: November 9, 2026."), keeps=added("Date: Nov 12, 2026.")),
    Case(
        "note/weight-differs",
        breaks=note("weight 78.5 kg", "weight 87.5 kg"),
        keeps=note("weight 78.5 kg", "weight 173 lb"),
    ),
    Case("note-times/start-not-found", breaks=note("start 09:20, ", ""), keeps=note("start 09:20", "0920")),
    Case(
        "note-times/start-not-found", breaks=note(" at 09:12", ""), keeps=note("at 09:12", "at 9:12 AM"), says="09:12"
    ),
    Case("note-times/stop-not-found", breaks=note(", stop 10:05", ""), keeps=note("stop 10:05", "end 10:05 a.m.")),
    Case(
        "note-times/start-differs",
        breaks=note("start 09:20", "start 9:25"),
        keeps=note("start 09:20", "from 9:20"),
        says="gives 9:25 as start; billed is 09:20",
    ),
    Case(
        "note-times/stop-differs",
        breaks=note("stop 10:05", "stopped at 10:00"),
        keeps=note("start 09:20, stop 10:05", "09:20-10:05"),
        says="gives 10:00 as stop",
    ),
    Case(
        "note-times/stop-differs",
        breaks=note("start 09:20, stop 10:05", "0920 to 1000"),
        keeps=note("start 09:20, stop 10:05", "from 1:20 PM to 2:05 PM", start="13:20", stop="14:05"),
    ),
    Case(
        "note-times/stop-differs",  # four digits are a 24-hour clock, so 1005 is not 22:05
        breaks=note("start 09:20, stop 10:05", "2120 to 1005", start="21:20", stop="22:05"),
        keeps=note("start 09:20, stop 10:05", "2120 to 2205", start="21:20", stop="22:05"),
        says="gives 1005 as stop; billed is 22:05",
    ),
    Case(
        "note-times/minutes-differ",
        breaks=note("IV infusion", "IV infusion over 40 minutes"),
        keeps=note("IV infusion", "45-minute IV infusion, vitals every 15 minutes,"),
        says="40 minutes; start and stop make 45",
    ),
    Case(
        "note-times/minutes-differ",
        breaks=note("stop 10:05", "over 1 hour, stop 10:51", stop="10:51"),
        keeps=note("stop 10:05", "over 1 h 31 min, stop 10:51", stop="10:51"),
        says="60 minutes; start and stop make 91",
    ),
    Case(
        "note-times/pause-not-found",
        breaks=note("stop 10:05", "stop 10:05", pauses=[{"start": "09:40", "stop": "09:44"}]),
        keeps=note("stop 10:05", "paused 09:40 to 09:44, stop 10:05", pauses=[{"start": "09:40", "stop": "09:44"}]),
        says="09:40",
    ),
    Case("note-drugs/drug-not-found", breaks=note("Ondansetron", "Antiemetic"), keeps=note("Ondansetron", "Zofran")),
    Case(
        "note-drugs/drug-only-in-note",
        breaks=added("Midazolam 2 mg IV push at 09:50."),
        keeps=added("Midazolam 2 mg IV available as needed."),
        says="midazolam",
    ),
    Case(
        "note-drugs/dose-not-found",
        breaks=note("hydrochloride 39 mg (0.5 mg/kg, weight 78.5 kg)", "hydrochloride 0.5 mg/kg"),
        keeps=note("39 mg", "0.039 g"),
    ),
    Case(
        "note-drugs/dose-differs",
        breaks=note("39 mg", "45 mg"),
        keeps=note("Ondansetron 4 mg IV push", "IV push of 4 mg ondansetron"),
        says="The note says 45 mg of Ketamine hydrochloride; billed is 39 mg.",
    ),
    Case(
        "note-drugs/dose-differs",
        breaks=note("Ondansetron 4 mg", "Ondansetron 8 mg"),
        keeps=note("39 mg (0.5 mg/kg, weight 78.5 kg)", "20 mg, then 19 mg,"),
        says="8 mg of Ondansetron",
    ),
    Case(
        "note-drugs/waste-not-found",
        breaks=note("No drug wasted. ", ""),
        keeps=note("No drug wasted", "Nothing was discarded"),
    ),
    Case(
        "note-drugs/waste-not-found",
        breaks=note("39 mg", "39 mg", wasted="11 mg"),
        keeps=note("stop 10:05", "stop 10:05, wasted 11 mg", wasted="11 mg"),
        says="11 mg",
    ),
    Case(
        "note-drugs/waste-differs",
        breaks=note("stop 10:05", "stop 10:05, 10 mg wasted", wasted="11 mg"),
        keeps=note("stop 10:05", "stop 10:05, 11 mg discarded", wasted="11 mg"),
        says="10 mg wasted",
    ),
    Case(
        "note-drugs/route-not-found",
        breaks=note("by IV infusion through", "through"),
        keeps=note("by IV infusion", "infused"),
    ),
    Case(
        "note-drugs/route-differs",
        breaks=note("IV push", "IM"),
        keeps=note("IV push", "IV bolus"),
        says="a shot into muscle for Ondansetron",
    ),
    Case(
        "note-drugs/site-not-found",
        breaks=note(" through the left forearm", ""),
        keeps=note(" through the left forearm", ", left forearm IV,"),
    ),
    Case(
        "note-drugs/site-differs",
        breaks=note("left forearm", "right forearm"),
        keeps=note("left forearm", "Left forearm 22G"),
        says="right forearm",
    ),
    Case(
        "note-drugs/fluid-volume-not-found",
        breaks=Given(FLUID),
        keeps=and_also(added("Normal saline 1,000 mL for vomiting, 10:10 to 10:50."), FLUID),
    ),
    Case(
        "note-visit/decision-not-found",
        breaks=note("; decision making of moderate complexity", ""),
        keeps=note("decision making of moderate complexity", "MDM: moderate"),
    ),
    Case(
        "note-visit/decision-differs",
        breaks=note("moderate complexity", "low complexity"),
        keeps=note("of moderate complexity", "was moderate"),
        says="says low decision making",
    ),
    Case(
        "note-visit/minutes-not-found",
        breaks=Given({f"{VISIT}.minutes": 32}),
        keeps=and_also(added("Total time 32 minutes."), {f"{VISIT}.minutes": 32}),
    ),
    Case(
        "note-visit/minutes-differ",
        breaks=and_also(added("Total time on the day 25 minutes."), {f"{VISIT}.minutes": 32}),
        keeps=and_also(added("I spent 32 min."), {f"{VISIT}.minutes": 32}),
        says="says 25 minutes",
    ),
    Case(
        "note-visit/separate-not-found",
        breaks=note("Separate office visit", "Office visit"),
        keeps=note("Separate office visit", "Apart from the infusion, office visit"),
    ),
    Case(
        "note-visit/therapy-minutes-not-found",
        breaks=Given(THERAPY),
        keeps=and_also(added("Supportive psychotherapy, 20 minutes."), THERAPY),
    ),
    Case(
        "note-visit/therapy-minutes-differ",
        breaks=and_also(added("Psychotherapy for 18 minutes."), THERAPY),
        keeps=and_also(added("Psychotherapy 20 min."), THERAPY),
        says="says 18 minutes",
    ),
    Case("note-visit/score-not-found", breaks=note("PHQ-9 score 9. ", ""), keeps=note("PHQ-9 score 9", "PHQ9: 9/27")),
    Case(
        "note-visit/score-differs",
        breaks=note("PHQ-9 score 9", "PHQ-9 score 12"),
        keeps=note("PHQ-9 score 9", "PHQ-9 fell from 22 to 9"),
        says="gives 12 for the PHQ-9",
    ),
    Case(
        "note-visit/score-differs",
        breaks=note("PHQ-9 score 9", "PHQ-9 11 (was 12 on 11/09/2026)"),
        keeps=note("PHQ-9 score 9", "PHQ-9 9, GAD-7 7"),
        says="gives 11 and 12",
    ),
    Case(
        "note-diagnoses/diagnosis-not-found",
        breaks=note(", with generalized anxiety disorder (F41.1)", "; GAD-7 not done"),
        keeps=note("generalized anxiety disorder (F41.1)", "GAD"),
        says="F41.1",
    ),
]
