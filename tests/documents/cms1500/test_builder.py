"""What stands in which item of the form."""

from decimal import Decimal
from typing import Any

import pytest
from tests.documents.cms1500 import claims

from makewhole.documents.cms1500 import build
from makewhole.documents.cms1500.layout import layout
from makewhole.documents.forms import Facts, value_of
from makewhole.documents.shared_items import blamed_on, refuse_contradictions
from makewhole.records import Claim, InvalidRecord


def printed(claim: Claim, form: int = 0) -> dict[str, Any]:
    """Text by field of one form; for a field of a service line, a list down the lines."""
    from makewhole.documents.cms1500.layout import layout

    found: dict[str, Any] = {}
    for entry in build(claim)["forms"][form]["values"]:
        if entry["field"] in layout().line_fields:
            found.setdefault(entry["field"], []).append(entry["text"])
        else:
            assert entry["field"] not in found
            found[entry["field"]] = entry["text"]
    return found


def marked(claim: Claim) -> dict[str, int]:
    """The column of each X."""
    return {entry["field"]: entry["column"] for entry in build(claim)["forms"][0]["values"] if entry["text"] == "X"}


def test_a_usual_visit_stands_on_one_form() -> None:
    content = build(claims.claim())
    assert len(content["forms"]) == 1
    assert content["shortened"] == []
    found = printed(claims.claim())
    assert found["carrier-name"] == "AETNA"
    assert found["carrier-street"] == "PO BOX 981106"
    assert found["carrier-city"] == "EL PASO TX 799981106"
    assert found["insured-id"] == "W123456789"
    assert found["patient-name"] == found["insured-name"] == "VANCE-WHITAKER, MARISOL, T"
    assert found["patient-birth"] == found["insured-birth"] == "03 09 1984"
    assert found["patient-street"] == "47 ALDER LANE"
    assert (found["patient-city"], found["patient-state"], found["patient-zip"]) == ("PITTSFORD", "NY", "14534")
    assert found["insured-group"] == "0804512"
    assert found["insured-plan"] == "CHOICE POS II"
    assert found["patient-signature"] == "SIGNATURE ON FILE"
    assert found["patient-signed-on"] == "10 26 2026"
    assert found["code-set"] == "0"
    assert (found["diagnosis-a"], found["diagnosis-b"]) == ("F332", "F411")
    assert found["tax-id"] == "842917365"
    assert found["account"] == "HL20417"
    assert found["total-charge"] == "475 00"
    assert found["amount-paid"] == "475 00"
    assert (found["signature"], found["signed-on"]) == ("SOF", "11 12 26")
    assert found["practice-phone"] == "555 0100142"
    assert found["practice-name"] == found["facility-name"] == "HARBOR LIGHT INFUSION PLLC"
    assert found["practice-street"] == "1180 CANAL STREET SUITE 300"
    assert found["facility-street"] == "1180 CANAL ST STE 300"
    assert found["practice-city"] == "ROCHESTER NY 146072201"
    assert found["practice-npi"] == "1245319599"
    assert found["practice-other-id"] == "ZZ261QM2500X"


def test_the_service_lines_carry_date_place_code_pointer_charge_and_units() -> None:
    found = printed(claims.claim())
    assert found["dates"] == ["11 12 26 11 12 26"] * 3
    assert found["place"] == ["11"] * 3
    assert found["code"] == ["96365", "99214", "J3490"]
    assert found["modifiers"] == ["25"]
    assert found["pointers"] == ["A", "AB", "A"]
    assert found["charge"] == ["260 00", "155 50", "59 50"]
    assert found["units"] == ["1", "1", "1"]
    assert found["rendering-npi"] == ["1234567893"] * 3
    assert found["other-id-kind"] == ["ZZ"] * 3
    assert found["other-id"] == ["2084P0800X"] * 3


def test_the_drug_number_is_followed_by_three_spaces_and_its_quantity() -> None:
    assert printed(claims.claim())["supplement"] == ["N400143950810   ML0.78"]


def test_an_unlisted_drug_is_described_in_item_19_where_its_line_is_too_short() -> None:
    assert printed(claims.claim())["more"] == "KETAMINE HYDROCHLORIDE 50 MG PER 1 ML DOSE 39 MG"


def test_an_unlisted_drug_is_described_on_its_line_where_there_is_room() -> None:
    short = claims.KETAMINE | {"description": "Ketamine, 37.5 mg + 2.5 mg"}
    found = printed(claims.claim((claims.service(1, "J3490", "60.00", drug=short),)))
    assert found["supplement"] == ["N400143950810   ML0.78   ZZKETAMINE 37.5 MG AND 2.5 MG"]
    assert "more" not in found


@pytest.mark.parametrize(
    ("doses", "more"),
    [
        (["45.5 mg"], "KETAMINE HCL 50 MG PER ML DOSE 45.5 MG"),
        (["140 mg"], "KETAMINE HCL 50 MG PER ML DOSE 140 MG"),
        (["45.5 mg", "12 mg"], "KETAMINE HCL 50 MG PER ML DOSE 45.5 MG"),
    ],
)
def test_a_dose_in_item_19_is_never_cut(doses: list[str], more: str) -> None:
    drugs = [claims.KETAMINE | {"description": f"Ketamine hydrochloride, 50 mg/1 mL, dose {dose}"} for dose in doses]
    lines = tuple(claims.service(n, "J3490", "60.00", drug=drug) for n, drug in enumerate(drugs, start=1))
    filled = claims.claim(lines)
    assert printed(filled)["more"] == more
    full = "   ".join(f"KETAMINE HYDROCHLORIDE 50 MG PER 1 ML DOSE {dose.upper()}" for dose in doses)
    assert {"item": "19", "field": "more", "full": full, "printed": more} in build(filled)["shortened"]


def test_one_drug_that_is_too_long_for_item_19_is_cut_between_words() -> None:
    long = claims.KETAMINE | {
        "description": "Ketamine hydrochloride, 50 mg/1 mL, dose 39 mg, compounded, acquisition cost 12.50"
    }
    found = printed(claims.claim((claims.service(1, "J3490", "60.00", drug=long),)))
    assert found["more"] == "KETAMINE HCL 50 MG PER ML DOSE 39 MG COMPOUNDED"


def test_usual_words_are_shortened_where_the_drug_then_fits_its_line() -> None:
    short = claims.KETAMINE | {"description": "Ketamine hydrochloride, dose 60 mg"}
    found = printed(claims.claim((claims.service(1, "J3490", "60.00", drug=short),)))
    assert found["supplement"] == ["N400143950810   ML0.78   ZZKETAMINE HYDROCHLORIDE DOSE 60 MG"]
    longer = claims.KETAMINE | {"description": "Ketamine hydrochloride, 1 mg, dose 60 mg twice"}
    found = printed(claims.claim((claims.service(1, "J3490", "60.00", drug=longer),)))
    assert found["supplement"] == ["N400143950810   ML0.78   ZZKETAMINE HCL 1 MG DOSE 60 MG TWICE"]


def test_a_drug_with_its_own_code_is_not_described() -> None:
    ondansetron = {"ndc": "00641-6078-25", "unit": "ML", "quantity": Decimal("2.00"), "description": "Ondansetron"}
    found = printed(claims.claim((claims.service(1, "J2405", "6.00", units=4, drug=ondansetron),)))
    assert found["supplement"] == ["N400641607825   ML2"]
    assert found["units"] == ["4"]
    assert "more" not in found


def test_the_marks_of_a_usual_visit() -> None:
    assert marked(claims.claim()) == {
        "plan-kind": 31,
        "patient-sex": 47,
        "relation": 33,
        "insured-sex": 75,
        "tax-id-kind": 19,
        "assignment": 43,
    }


@pytest.mark.parametrize(
    ("plan", "column"),
    [
        ("medicare", 1),
        ("medicaid", 8),
        ("tricare", 15),
        ("champva", 24),
        ("va", 45),
        ("federal_employee", 31),
        ("marketplace", 45),
        ("ppo", 31),
    ],
)
def test_item_1_is_marked_by_kind_of_plan(plan: str, column: int) -> None:
    assert marked(claims.claim(coverage=claims.COVERAGE | {"plan_type": plan}))["plan-kind"] == column


@pytest.mark.parametrize(
    ("payer", "column"),
    [("medicare", 1), ("medicaid", 8), ("tricare", 15), ("champva", 24), ("va", 45), ("aetna", 31)],
)
def test_item_1_is_marked_by_the_payer_where_the_kind_of_plan_is_not_known(payer: str, column: int) -> None:
    unknown = claims.claim(coverage=claims.COVERAGE | {"payer": payer, "plan_type": "unknown"})
    assert marked(unknown)["plan-kind"] == column
    of_insurer = value_of("coverage.plan_type", Facts(unknown))
    kinds = {1: "medicare", 8: "medicaid", 15: "tricare", 24: "champva", 31: "group", 45: "other"}
    assert of_insurer == kinds[column]


def test_a_plan_without_a_group_number_is_marked_other_and_item_11_is_empty() -> None:
    alone = claims.claim(coverage=claims.COVERAGE | {"group_number": None})
    assert marked(alone)["plan-kind"] == 45
    assert "insured-group" not in printed(alone)


def test_what_the_record_does_not_say_is_left_to_the_pen() -> None:
    found = printed(claims.claim())
    assert not {"related-to-work", "related-to-car", "related-to-accident", "outside-laboratory"} & set(found)
    blank = {entry["item"]: entry["rule"] for entry in build(claims.claim())["left_blank"]}
    assert blank == {
        "10a": "forms/cms1500/related-to",
        "10b": "forms/cms1500/related-to",
        "10c": "forms/cms1500/related-to",
        "11d": "forms/cms1500/other-coverage",
        "13": "forms/cms1500/insured-signature",
        "20": "forms/cms1500/outside-laboratory",
    }


def test_what_the_patient_said_is_marked_and_nothing_else() -> None:
    claim = claims.claim()
    answered = build(claim, {"accident.employment": "yes", "accident.any": "no", "other.covered": "no"})
    marks = {each["field"]: each["column"] for each in answered["forms"][0]["values"] if each["text"] == "X"}
    said = {field: marks.get(field) for field in ("related-to-work", "related-to-car", "related-to-accident")}
    assert said == {"related-to-work": 35, "related-to-car": 41, "related-to-accident": 41}
    assert marks["other-coverage"] == 57
    assert [each["item"] for each in answered["left_blank"]] == ["13", "20"]

    partly = build(claim, {"accident.any": "yes", "accident.auto": "no"})
    assert {"10a", "10c", "11d"} <= {each["item"] for each in partly["left_blank"]}
    assert "10b" not in {each["item"] for each in partly["left_blank"]}


def test_a_plan_on_record_outweighs_an_older_answer() -> None:
    found = build(claims.dependent_with_another_plan(), {"other.covered": "no"})["forms"][0]["values"]
    assert [each["column"] for each in found if each["field"] == "other-coverage"] == [52]


def test_unsigned_records_leave_items_12_and_31_empty() -> None:
    unsigned = claims.claim(patient=claims.PATIENT | {"signature_on_file": None}, signed_by=None, signed_on=None)
    found = printed(unsigned)
    assert not {"patient-signature", "patient-signed-on", "signature", "signed-on"} & set(found)
    assert "12" in {entry["item"] for entry in build(unsigned)["left_blank"]}
    assert "31" in {entry["item"] for entry in build(unsigned)["left_blank"]}


def test_a_dependent_with_another_plan() -> None:
    dependent = claims.dependent_with_another_plan()
    found, marks = printed(dependent), marked(dependent)
    assert found["insured-name"] == "OBRIEN JR, ED"
    assert found["insured-birth"] == "07 01 1958"
    assert found["insured-street"] == "1180 CANAL STREET SUITE 300"
    assert found["insured-zip"] == "146072201"
    assert found["other-insured-name"] == "VANCE-WHITAKER, MARISOL, T"
    assert found["other-policy"] == "U9876543"
    assert found["other-plan"] == "CIGNA"
    assert (found["referring-qualifier"], found["referring-name"]) == ("DN", "NOOR A HADDAD DO")
    assert found["referring-npi"] == "1992001002"
    assert (marks["relation"], marks["insured-sex"], marks["other-coverage"]) == (42, 68, 52)
    assert "11d" not in {entry["item"] for entry in build(dependent)["left_blank"]}


def test_twelve_diagnoses_stand_in_rows_of_four_without_points() -> None:
    entries = build(claims.twelve_diagnoses())["forms"][0]["values"]
    places = {e["text"]: (e["row"], e["column"]) for e in entries if e["field"].startswith("diagnosis-")}
    rows = ["F332 F411 F4312 G894", "G90511 M792 R45851 Z79899", "F422 G43709 M5412 Z91148"]
    assert places == {
        code: (row, column)
        for row, codes in enumerate(rows, start=40)
        for code, column in zip(codes.split(), (3, 16, 29, 42), strict=True)
    }
    assert printed(claims.twelve_diagnoses())["pointers"] == ["AEIL"]


def test_seven_lines_make_two_forms_each_with_its_own_total() -> None:
    seven = claims.seven_lines()
    first, second = printed(seven, 0), printed(seven, 1)
    assert len(build(seven)["forms"]) == 2
    # 10.01 + 20.02 + 30.03 + 40.04 + 50.05 + 60.06 = 210.21, and 70.07; of the 250.00 paid, 39.79 is left for it.
    assert (first["total-charge"], first["amount-paid"]) == ("210 21", "210 21")
    assert (second["total-charge"], second["amount-paid"]) == ("70 07", "39 79")
    assert (len(first["code"]), len(second["code"])) == (6, 1)
    assert second["insured-id"] == first["insured-id"]
    assert second["diagnosis-a"] == first["diagnosis-a"]


def test_six_lines_make_one_form() -> None:
    six = claims.claim(tuple(claims.service(n, "96375", "10.00") for n in range(1, 7)))
    assert [form["of"] for form in build(six)["forms"]] == [1]


def test_what_is_too_long_is_cut_and_reported_but_an_identifier_is_left_out() -> None:
    long = claims.long_and_foreign()
    found = printed(long)
    notes = {note["field"]: (note["full"], note["printed"]) for note in build(long)["shortened"]}
    assert found["patient-name"] == "NUNEZ DE LA FUENTE-ANGSTROM,"
    assert notes["patient-name"] == ("NUNEZ DE LA FUENTE-ANGSTROM, MAXIMILIANA, Q", "NUNEZ DE LA FUENTE-ANGSTROM,")
    assert found["patient-street"] == "10017 N MARTIN LUTHER KING B"
    assert "account" not in found
    assert notes["account"] == ("ACCOUNT20260000417", "")


def test_letters_that_the_form_cannot_carry_are_reported() -> None:
    long = claims.long_and_foreign()
    notes = {note["field"]: note for note in build(long)["shortened"]}
    assert printed(long)["practice-name"] == "INFUSION AND WELLNESS"
    assert notes["practice-name"]["full"] == "Гавань Infusion & Wellness"


def test_a_charge_too_large_for_its_box_is_not_printed_in_part() -> None:
    huge = claims.claim((claims.service(1, "96365", "123456.00"),))
    assert "charge" not in printed(huge)
    assert {"charge"} <= {note["field"] for note in build(huge)["shortened"]}


def test_a_telehealth_visit_names_no_place_of_service() -> None:
    away = claims.claim((claims.service(1, "99214", "165.00", place_of_service="10"),))
    assert "facility-name" not in printed(away)
    assert printed(away)["practice-name"] == "HARBOR LIGHT INFUSION PLLC"


def test_a_practice_that_bills_under_a_social_security_number() -> None:
    alone = claims.claim(practice=claims.PRACTICE | {"ein": None, "ssn": "078-05-1120"})
    assert printed(alone)["tax-id"] == "078051120"
    assert marked(alone)["tax-id-kind"] == 17


@pytest.mark.parametrize("accident", [None, "yes", "no"])
@pytest.mark.parametrize("auto", [None, "yes", "no"])
@pytest.mark.parametrize("covered", [None, "yes", "no"])
@pytest.mark.parametrize("second", [False, True])
def test_the_form_and_the_insurers_own_never_say_two_things(
    accident: str | None, auto: str | None, covered: str | None, second: bool
) -> None:
    others = [claims.COVERAGE | {"rank": "secondary"}] if second else []
    claim = claims.claim(other_coverages=others)
    given = {"accident.any": accident, "accident.auto": auto, "other.covered": covered}
    answers = {name: answer for name, answer in given.items() if answer}
    values = {each["field"]: each["column"] for each in build(claim, answers)["forms"][0]["values"]}
    for field, name in (("related-to-car", "accident.auto"), ("other-coverage", "other.covered")):
        says = {column: mark.lower() for mark, column in layout().fields[field].marks.items()}
        assert says.get(values.get(field, 0)) == value_of(name, Facts(claim, answers))
    if contradicted := (second and covered == "no") or (accident == "no" and auto == "yes"):
        with pytest.raises(InvalidRecord):
            refuse_contradictions(answers, other_plan=second)
    assert bool(blamed_on(claim, answers)) == ("yes" in (accident, auto)) or contradicted


def test_given_at_home_no_form_names_the_practice_as_the_place() -> None:
    home = claims.claim((claims.service(1, "96365", "260.00", place_of_service="12"),))
    facility = ("name", "name_address", "name_address_phone", "city", "npi", "phone")
    assert "facility-name" not in printed(home)
    assert {value_of(f"facility.{part}", Facts(home)) for part in facility} == {None}
    assert None not in {value_of(f"facility.{part}", Facts(claims.claim())) for part in facility}


def test_what_was_paid_beyond_the_charge_is_not_owed() -> None:
    overpaid = claims.claim(amount_paid=Decimal("900.00"))
    assert value_of("claim.balance", Facts(overpaid)) == Decimal("0.00")
