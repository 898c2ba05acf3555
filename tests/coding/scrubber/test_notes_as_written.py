"""Notes as clinics write them: each carries the clean visit in its own way, and none is misread."""

import pytest
from tests.coding.scrubber.visits import Given

from makewhole.records import Finding

TEMPLATE = """DATE OF SERVICE: 11/12/2026
PROCEDURE: IV ketamine infusion #5
DX: F33.2 MDD recurrent severe; GAD
Pt weight 78.5kg. Consent on file. 22G PIV placed, left forearm, at 0905.
Premed: Zofran 4mg IVP at 0912.
Ketamine 39mg (0.5mg/kg) in 100mL NS via pump. Infusion started: 0920. Infusion ended: 1005. Infusion time: 45 min.
Waste: none.
VS q15min WNL. BP 128/82, 132/84.
PHQ-9: 9 (was 12 on 11/09/2026).
E/M: separately identifiable visit. MDM moderate. Venlafaxine increased to 225 mg daily.
Discharged at 1045 in stable condition."""
STORY = """She returned today for infusion five of six for severe recurrent major depression and generalized anxiety.
A peripheral IV was started in the left forearm at 9:00 AM. She received 4 mg of ondansetron by slow IV push at 9:12 AM
for nausea prevention. Ketamine 39 mg diluted in 250 mL of normal saline was infused from 9:20 AM to 10:05 AM; nothing
was discarded. She tolerated it well with mild dissociation at 9:45 AM. PHQ-9 today is 9, down from 22. Separately from
the infusion we reviewed her response, raised venlafaxine from 150 mg to 225 mg and reassessed suicide risk (low).
Medical decision making was of moderate complexity. Next infusion 11/16/2026 with ketamine 45 mg if tolerated."""
TABLE = """Diagnosis: Major depressive disorder, recurrent severe / generalized anxiety disorder
Medication | Dose | Route | Start | Stop
Ondansetron | 4 mg | IV push | 09:12 | -
Ketamine HCl | 39 mg | IV infusion | 09:20 | 10:05
Site: left forearm 22g
Wasted: 0 mg
PHQ-9 = 9
Office visit separate and significant: moderate MDM.
Weight: 173 lbs
Monitoring: vitals every 15 minutes, all within limits."""
TIME_FIRST = """At 09:12 ondansetron 4 mg IV push. At 09:20 ketamine infusion begun (39 mg) through left forearm,
completed at 10:05, no waste. Depression (MDD) and generalized anxiety. PHQ 9 total 9. In addition to the infusion, a
separate office visit with moderate decision making took place. Patient weighs 78.5 kg; discharged 10:40."""


def findings(text: str) -> tuple[Finding, ...]:
    return Given({"visit.note.text": text}).findings()


@pytest.mark.parametrize("text", [TEMPLATE, STORY, TABLE, TIME_FIRST], ids=["template", "story", "table", "time first"])
def test_a_note_that_carries_the_visit_gives_no_finding(text: str) -> None:
    assert findings(text) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("39mg", "0.039 g"),
        ("39mg", "39,000 mcg"),
        ("4mg IVP", "4 milligrams IVP"),
        ("started: 0920. Infusion ended: 1005", "0920-1005"),
        ("started: 0920. Infusion ended: 1005", "began at 9:20 a.m. and was completed by 10:05"),
        ("45 min", "0.75 hours"),
        ("78.5kg", "173 lbs"),
    ],
)
def test_the_same_fact_in_other_words_is_the_same_fact(old: str, new: str) -> None:
    assert old in TEMPLATE
    assert findings(TEMPLATE.replace(old, new, 1)) == ()


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("39mg", "45mg", ["note-drugs/dose-differs"]),
        ("4mg IVP", "8mg IVP", ["note-drugs/dose-differs"]),
        ("4mg IVP", "4mg IM", ["note-drugs/route-differs"]),
        ("0920", "0930", ["note-times/start-differs"]),
        ("1005", "1000", ["note-times/stop-differs"]),
        ("Infusion ended: 1005. ", "", ["note-times/stop-not-found"]),
        ("45 min", "40 min", ["note-times/minutes-differ"]),
        ("MDM moderate", "MDM low", ["note-visit/decision-differs"]),
        ("PHQ-9: 9", "PHQ-9: 11", ["note-visit/score-differs"]),
        ("separately identifiable", "usual", ["note-visit/separate-not-found"]),
        ("left forearm", "right forearm", ["note-drugs/site-differs", "note-drugs/site-differs"]),
        ("11/12/2026", "11/09/2026", ["note/date-differs"]),
        ("78.5kg", "87.5kg", ["note/weight-differs"]),
    ],
)
def test_one_slip_in_a_note_gives_one_finding_of_that_slip(old: str, new: str, rules: list[str]) -> None:
    assert old in TEMPLATE
    found = findings(TEMPLATE.replace(old, new, 1))
    assert [finding.rule.removeprefix("scrubber/") for finding in found] == rules


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("78.5kg", "{} kg"),
        ("Waste: none.", "Waste: none. Infused over {} minutes."),
        ("Waste: none.", "Waste: none. Seen for 1 h {} min."),
        ("Waste: none.", "Waste: none. Given {} mg."),
    ],
)
@pytest.mark.parametrize("digits", [40, 5000])
def test_a_number_without_end_in_a_note_is_passed_over(old: str, new: str, digits: int) -> None:
    assert findings(TEMPLATE.replace(old, new.format("9" * digits))) == ()
