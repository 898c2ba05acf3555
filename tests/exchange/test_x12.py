"""The 837P says what the claim says, in the places where a payer looks for it."""

import re
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.claims import CLAIMS, COVERAGE, PATIENT, PRACTICE, SECONDARY, SPOUSE, changed, claim, drug, line

from makewhole.exchange.x12 import write_837p
from makewhole.exchange.x12.segments import basic, segment
from makewhole.records import Claim, InvalidRecord

ELSEWHERE = {"line1": "千代田", "city": "東京", "state": "NY", "zip": "10001"}
CREATED = datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - the desk's own clock


def _segments(of: Claim | str) -> list[list[str]]:
    text = write_837p(CLAIMS[of] if isinstance(of, str) else of, control_number=417, created=CREATED)
    return [one.split("*") for one in text.replace("\n", "").split("~") if one]


def _texts(of: Claim | str, tag: str) -> list[str]:
    return ["*".join(one) for one in _segments(of) if one[0] == tag or "*".join(one).startswith(f"{tag}*")]


def test_the_envelope_is_fixed_in_width_and_counts_are_true() -> None:
    text = write_837p(CLAIMS["self"], control_number=417, created=CREATED)
    lines = text.splitlines()
    assert len(lines[0]) == 106
    assert lines[0].endswith("*261124*0930*^*00501*000000417*0*P*:~")
    segments = _segments("self")
    inside = [one[0] for one in segments]
    count = inside.index("SE") - inside.index("ST") + 1
    assert segments[inside.index("SE")] == ["SE", str(count), "0001"]
    assert [one for one in segments if one[0] in ("GE", "IEA")] == [["GE", "1", "417"], ["IEA", "1", "000000417"]]


def test_the_patient_who_paid_is_to_be_repaid() -> None:
    assert _texts("self", "CLM") == ["CLM*V-2026-0187*475***11:B:1*Y*C*N*Y"]
    assert _texts("self", "AMT") == ["AMT*F5*475"]


def test_what_was_not_signed_or_paid_is_not_said_to_be() -> None:
    assert _texts("nothing paid, nothing signed", "CLM") == ["CLM*V-2026-0187*475***11:B:1*N*C*N*I"]
    assert _texts("nothing paid, nothing signed", "AMT") == []


def test_a_patient_who_holds_the_policy_stands_once() -> None:
    assert _texts("self", "HL") == ["HL*1**20*1", "HL*2*1*22*0"]
    assert _texts("self", "SBR") == ["SBR*P*18*0804512******13"]
    assert _texts("self", "NM1*IL") == ["NM1*IL*1*VANCE-WHITAKER*MARISOL*T***MI*W123456789"]
    assert _texts("self", "NM1*QC") == []


@pytest.mark.parametrize(("name", "relation"), [("dependent", "01"), ("child", "19"), ("other relation", "G8")])
def test_a_dependent_stands_below_the_subscriber(name: str, relation: str) -> None:
    assert _texts(name, "HL") == ["HL*1**20*1", "HL*2*1*22*1", "HL*3*2*23*0"]
    assert _texts(name, "SBR") == ["SBR*P**0804512******13"]
    assert _texts(name, "PAT") == [f"PAT*{relation}"]
    assert _texts(name, "NM1*IL") == ["NM1*IL*1*NUNEZ-O'BRIEN*JOSE*ANGEL**JR*MI*W123456789"]
    assert _texts(name, "NM1*QC") == ["NM1*QC*1*VANCE-WHITAKER*MARISOL*T"]
    assert _texts(name, "DMG") == ["DMG*D8*19790228*M", "DMG*D8*19840309*F"]


def test_other_insurance_is_named() -> None:
    assert _texts("secondary coverage", "SBR")[1:] == ["SBR*S*18**PLUS 100 PERCENT*****ZZ"]
    assert _texts("to the secondary", "SBR") == ["SBR*S*18**PLUS 100 PERCENT*****ZZ", "SBR*P*18*0804512******13"]
    assert _texts("secondary coverage", "OI") == ["OI***N***Y"]


def test_an_unknown_payer_id_is_said_to_be_unknown() -> None:
    assert _texts("payer without an electronic id", "NM1*PR") == ["NM1*PR*2*AETNA*****PI*UNKNOWN"]


@pytest.mark.parametrize(
    ("plan_type", "filing"),
    [("ppo", "12"), ("hmo", "HM"), ("medicare", "MB"), ("medicare_advantage", "16"), ("unknown", "ZZ")],
)
def test_the_plan_type_is_the_filing_indicator(plan_type: str, filing: str) -> None:
    (enrolment,) = _texts(claim(coverage=changed(COVERAGE, plan_type=plan_type)), "SBR")
    assert enrolment.split("*")[9] == filing


@pytest.mark.parametrize(
    ("payer", "filing"),
    [("medicare", "MB"), ("medicaid", "MC"), ("tricare", "CH"), ("va", "VA"), ("champva", "ZZ"), ("aetna", "ZZ")],
)
def test_an_unknown_plan_type_is_the_one_that_the_payer_alone_tells(payer: str, filing: str) -> None:
    (enrolment,) = _texts(claim(coverage=changed(COVERAGE, payer=payer, plan_type="unknown")), "SBR")
    assert enrolment.split("*")[9] == filing


def test_diagnoses_stand_in_rank_order_and_lines_point_to_them() -> None:
    (codes,) = _texts("twelve diagnoses", "HI")
    assert codes.startswith("HI*ABK:F332*ABF:F411*ABF:F4312*")
    assert codes.count("ABF:") == 11
    assert _texts("twelve diagnoses", "SV1") == ["SV1*HC:96365*260*UN*1***12:1"]
    assert _texts("four diagnoses on a line", "SV1") == ["SV1*HC:96365*260*UN*1***2:3:4:5"]


def test_an_unlisted_drug_carries_its_description_and_ndc() -> None:
    described = "KETAMINE HYDROCHLORIDE 50 MG PER 1 ML, 39 MG GIVEN BY IV INFUSION"
    assert _texts("self", "SV1")[1] == f"SV1*HC:J3490:::::{described}*60*UN*1***1"
    assert _texts("self", "NTE") == [f"NTE*ADD*{described}"]
    assert _texts("self", "LIN") == ["LIN**N4*00143950810"]
    assert _texts("self", "CTP") == ["CTP****0.78*ML"]


def test_an_ndc_without_quantity_goes_into_the_note() -> None:
    assert _texts("NDC without quantity", "LIN") == []
    assert _texts("NDC without quantity", "NTE")[0].startswith("NTE*ADD*NDC 00143950810 KETAMINE")


def test_a_drug_without_ndc_keeps_its_description() -> None:
    assert _texts("unlisted drug without NDC", "LIN") == []
    assert len(_texts("unlisted drug without NDC", "NTE")) == 1


def test_a_listed_drug_needs_no_description() -> None:
    assert _texts("discarded drug", "SV1")[2] == "SV1*HC:J2250:JW*6*UN*3***1"
    assert _texts("discarded drug", "NTE") == []


def test_a_line_says_its_place_only_where_it_differs() -> None:
    assert _texts("telehealth line beside office lines", "SV1") == [
        "SV1*HC:96365*260*UN*1***1",
        "SV1*HC:99214:95*155*UN*1*10**1",
    ]


def test_a_clinician_who_practises_alone_bills_in_person() -> None:
    assert _texts("solo practice", "NM1*85") == ["NM1*85*1*OKAFOR*ADAEZE****XX*1234567893"]
    assert _texts("solo practice", "REF*SY") == ["REF*SY*219099999"]
    assert _texts("solo practice", "NM1*82") == []


def test_a_social_security_number_stands_nowhere_but_in_its_reference() -> None:
    assert [one[0] for one in _segments("solo practice") if "219099999" in "".join(one)] == ["REF"]


def test_notes_are_cut_between_words_at_eighty() -> None:
    note = _texts("long note", "NTE")[0].removeprefix("NTE*ADD*")
    assert 60 < len(note) <= 80
    assert note.endswith(" DISCONTINUED AT 10")


def test_a_note_that_has_no_letters_is_left_out() -> None:
    silent = claim(note="王 :", lines=(line(1, "J3490", "60.00", drug=drug("00143-9508-10", "0.78", "王")),))
    assert _texts(silent, "NTE") == []


def test_the_same_claim_is_written_the_same() -> None:
    assert _segments("self") == _segments(Claim.model_validate_json(CLAIMS["self"].model_dump_json()))


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (claim(diagnoses=(), lines=(line(1, "96365", "9.00", diagnoses=()),)), "diagnoses"),
        (claim(lines=()), "lines"),
        (claim(lines=tuple(line(number, "96366", "1.00") for number in range(1, 52))), "lines"),
        (claim(lines=(line(1, "96365", "9.00", diagnoses=()),)), "lines[0].diagnoses"),
        (claim(lines=(line(1, "96365", "9.00", diagnoses=("F31.81",)),)), "lines[0].diagnoses"),
        (claim(total_charge="474.99"), "total_charge"),
        (claim(number="V" * 21), "number"),
        (claim(patient=changed(PATIENT, name={"first": "明", "last": "Li"})), "patient.name.first"),
        (claim(coverage=changed(COVERAGE, member_id="***")), "coverage.member_id"),
        (claim(coverage=changed(COVERAGE, member_id="7")), "coverage.member_id"),
        (claim(coverage=changed(COVERAGE, member_id="W12*34")), "coverage.member_id"),
        (claim(number="V~1"), "number"),
        (claim(coverage=changed(COVERAGE, payer_id="7")), "coverage.payer_id"),
        (claim(coverage=changed(COVERAGE, group_number="9" * 51)), "coverage.group_number"),
        (claim(other_coverages=(changed(SECONDARY, member_id="7"),)), "other_coverages[0].member_id"),
        (claim(patient=changed(PATIENT, address=changed(PATIENT.address, city="X"))), "patient.address.city"),
        (claim(practice=changed(PRACTICE, legal_name="氣")), "practice.legal_name"),
        (claim(practice=changed(PRACTICE, pay_to_address=ELSEWHERE)), "practice.pay_to_address.line1"),
        (claim(coverage=changed(COVERAGE, claims_address=ELSEWHERE)), "coverage.claims_address.line1"),
        (
            claim(
                coverage=changed(COVERAGE, relation="spouse", subscriber=changed(SPOUSE, address=ELSEWHERE)),
            ),
            "coverage.subscriber.address.line1",
        ),
    ],
)
def test_a_claim_that_cannot_be_carried_is_refused_whole(broken: Claim, field: str) -> None:
    with pytest.raises(InvalidRecord) as raised:
        write_837p(broken, control_number=417, created=CREATED)
    assert field in [problem.field for problem in raised.value.problems]


@given(st.text())
def test_no_text_can_break_out_of_its_element(text: str) -> None:
    written = basic(text)
    assert re.fullmatch(r"""[A-Z0-9 !"&'()+,\-./;?=]*""", written)
    assert basic(written) == written
    assert segment("NTE", "ADD", text).count("*") == 1 + bool(written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Muñoz", "MUNOZ"),
        ("Łódź", "LODZ"),
        ("Strauß", "STRAUSS"),
        ("O’Brien", "O'BRIEN"),
        ("12½ Elm", "12 1/2 ELM"),
        ("a*b~c:d^e", "A B C D E"),
        ("0.5 µg", "0.5 UG"),
        ("Đặng", "DANG"),
        ("王", ""),
    ],
)
def test_letters_beyond_ascii_keep_their_sound(text: str, written: str) -> None:
    assert basic(text) == written


def test_charges_on_the_lines_sum_to_the_claim() -> None:
    for name in CLAIMS:
        total = sum(Decimal(one[2]) for one in _segments(name) if one[0] == "SV1")
        assert total == Decimal(_texts(name, "CLM")[0].split("*")[2])
