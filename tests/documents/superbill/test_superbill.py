"""The superbill: everything an insurer asks for, on one page for a usual visit."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.documents.subjects import FIELDS, ISSUED, SUBSCRIBER, longest, pressed, subject, words
from tests.judges import pdfs

from makewhole.coding import build_claim, code_visit
from makewhole.documents.subject import Subject
from makewhole.documents.superbill import DifferentParties, part, statement
from makewhole.exchange.visit_files import load

EXAMPLE = Path(__file__).parents[3] / "examples" / "visit.json"


@pytest.fixture(scope="module")
def usual() -> bytes:
    return pressed(part(subject()))


def bill(change: Any = None, **more: Any) -> str:
    return words(pressed(part(subject(change, **more))))


@pytest.mark.parametrize(
    "value",
    [
        "Quiet Harbor Medicine PC", "88 Dock Street · Floor 2 · Erie, PA 16507-1130", "Phone (555) 010-0142",
        "Fax (555) 010-0143", "EIN 47-3816205", "1245319599", "261QM2500X", "Ines Calloway, MD", "1234567893",
        "2084P0800X", "PA MD4471", "Tobias R Lindqvist", "05/23/1979", "Male", "319 Maple Court", "Fairview, PA 16415",
        "QH-88213", "Aetna", "Choice POS II", "W246813579", "0770231", "Subscriber The patient", "Patient is Self",
        "Date of service 11/12/2026", "Place of service 11, a doctor's office", "Visit number V-0931",
        "A F33.2 Major depressive disorder, recurrent severe without psychotic features",
        "B F41.1 Generalized anxiety disorder", "No. MW-417, issued 11/24/2026",
        "11/12/2026 11 99214 25 Visit of an established patient, middle level AB 1 165.00",
        "11/12/2026 11 96365 First hour of a drug run into a vein A 1 260.00",
        "11/12/2026 11 J2405 Ondansetron, each 1 mg A 4 6.00",
        "Ondansetron, 4 mg/2 mL · NDC 00641-6078-25, quantity ML 2.00",
        "11/12/2026 11 J3490 Ketamine hydrochloride, 50 mg/1 mL, dose 39 mg A 1 60.00",
        "NDC 00143-9508-10, quantity ML 0.78", "Total 541.00",
        "11/12/2026 Tobias R Lindqvist Card, ending 4417 400.00", "11/14/2026 Greta Lindqvist HSA card 141.00",
        "Total charge 541.00", "Amount paid 541.00", "Balance 0.00", "NPI 1234567893",
        "Electronically signed 11/12/2026 17:40",
    ],
)  # fmt: skip
def test_an_examiner_finds(usual: bytes, value: str) -> None:
    assert value in words(usual)


def test_times_are_shown_as_in_the_note_and_minutes_without_pause_or_flush(usual: bytes) -> None:
    text = words(usual)
    assert "Ketamine hydrochloride, lot KT2291 IV infusion left forearm 09:20 10:15 43 39 mg 11 mg" in text
    assert "Paused 09:40 to 09:47; Flush 10:10 to 10:15" in text
    assert "Ondansetron IV push left forearm 09:12 – – 4 mg none" in text


def test_the_minutes_are_those_that_the_lines_count() -> None:
    [line] = [line for line in subject().coded.lines if line.code == "96365"]
    assert line.minutes == 43


def test_a_stop_after_midnight_carries_its_date() -> None:
    def night(fields: dict[str, Any]) -> None:
        fields["visit"]["administrations"][0] |= {"start": "23:30", "stop": "00:20", "pauses": [], "flushes": []}

    assert "23:30 11/13/2026 00:20 50" in bill(night)


def test_what_was_not_recorded_is_said_so() -> None:
    def gaps(fields: dict[str, Any]) -> None:
        given = fields["visit"]["administrations"][0]
        del given["wasted"], given["drug"]["ndc"]
        given |= {"stop": None, "pauses": [], "flushes": []}

    text = bill(gaps)
    assert "09:20 not recorded – 39 mg not recorded" in text
    assert "NDC not recorded" in text


def test_a_drug_without_its_own_code_is_told_by_name_and_never_by_example(usual: bytes) -> None:
    assert "such as" not in words(usual).replace("such as PHQ-9", "")


@pytest.mark.parametrize(
    ("amounts", "says"),
    [
        (["541.00"], "Paid in full This bill has been paid in full by Tobias R Lindqvist."),
        (["100.00"], "Paid in part 100.00 of 541.00 has been paid, by Tobias R Lindqvist; 441.00 is still owed."),
        ([], "Not paid The practice has received no payment for this bill so far."),
        (["600.00"], "Credit 59.00"),
    ],
)
def test_what_has_been_paid_is_stated_as_it_is(amounts: list[str], says: str) -> None:
    def paid(fields: dict[str, Any]) -> None:
        fields["visit"]["payments"] = [{"date": "2026-11-12", "amount": each, "method": "cash"} for each in amounts]

    text = bill(paid)
    assert says in text
    assert ("paid in full" in text) == (sum(map(float, amounts)) >= 541)
    assert "Please send any benefit to the patient, Tobias R Lindqvist, and not to the practice." in text


def test_payment_goes_to_the_subscriber_who_is_not_the_patient() -> None:
    def dependent(fields: dict[str, Any]) -> None:
        fields["coverages"][0] |= {"relation": "spouse", "subscriber": SUBSCRIBER}

    text = bill(dependent)
    assert "Please send any benefit to the subscriber, Greta Lindqvist-Aalto, and not to the practice." in text
    for value in ("Born 02/28/1981, female", "7 Orchard Row", "Girard, PA 16417", "Patient is Spouse"):
        assert value in text


def test_an_unsigned_visit_leaves_the_line_to_the_pen() -> None:
    assert "lectronically" not in bill(lambda fields: fields["visit"].pop("signed_on"))


def test_services_without_their_own_charge_are_listed_as_included() -> None:
    def free(fields: dict[str, Any]) -> None:
        fields["practice"]["price_list"] |= {"96375": "0.00", "96127": "0.00"}

    text = bill(free, presentation="few")
    assert "Included at no separate charge" in text
    assert "(96375 × 1), at no separate charge" in text
    assert "Total 491.00" in text


def test_a_practice_known_by_ssn_says_so() -> None:
    def sole(fields: dict[str, Any]) -> None:
        del fields["practice"]["ein"]
        fields["practice"]["ssn"] = "900-12-3456"

    assert "SSN 900-12-3456" in bill(sole)


def test_the_usual_visit_is_one_page(usual: bytes) -> None:
    file = load(EXAMPLE)
    coded = code_visit(file)
    example = Subject(file, coded, build_claim(file, coded), "MW-417", ISSUED)
    assert pdfs.page_count(usual) == 1
    assert pdfs.page_count(pressed(part(example))) == 1


def test_ten_lines_twelve_diagnoses_and_the_longest_names_are_two_pages() -> None:
    long = subject(longest)
    assert len(long.coded.lines) >= 10
    pdf = pressed(part(long))
    assert pdfs.page_count(pdf) == 2
    text = words(pdf)
    for value in ("L G90.513", "Secondary Cigna Healthcare", "Lin Yamamoto-Oyelaran, NP,", "NPI 1679576722"):
        assert value in text
    pdfs.assert_pdfua(pdf)


def test_it_passes_the_judges(usual: bytes) -> None:
    pdfs.assert_sound(usual)
    pdfs.assert_pdfua(usual)
    pdfs.assert_outloud(usual)


def on(day: str, number: str, **more: Any) -> Subject:
    def moved(fields: dict[str, Any]) -> None:
        fields["visit"] |= {"date": day, "number": number, "signed_on": f"{day}T17:40-05:00", **more}
        fields["visit"]["payments"] = [{"date": day, "amount": "541.00", "method": "card"}]
        fields["visit"]["screenings"][0]["result"]["date"] = day

    return subject(moved)


def test_several_visits_stand_oldest_first_with_their_sums_and_a_grand_total() -> None:
    pdf = pressed(statement([on("2026-11-16", "V-2"), on("2026-11-09", "V-3"), on("2026-11-12", "V-1")], "S-77"))
    text = words(pdf)
    assert re.findall(r"Visit of (\S+) Date", text) == ["11/09/2026", "11/12/2026", "11/16/2026"]
    assert re.findall(r"Visit number (\S+)", text) == ["V-3", "V-1", "V-2"]
    assert text.count("Total 541.00") == 3
    assert "All visits" in text
    assert "Total charge 1,623.00" in text
    assert "Amount paid 1,623.00" in text
    assert "No. S-77" in text
    assert "Visit of 11/16/2026 electronically signed 11/16/2026 17:40" in text
    pdfs.assert_pdfua(pdf)


def test_each_clinician_is_named_at_the_visit_and_signs() -> None:
    second = {"npi": "1679576722", "name": {"first": "Lin", "last": "Yamamoto"}, "credentials": "NP"}

    def by_second(fields: dict[str, Any]) -> None:
        fields["providers"].append(second)
        fields["visit"] |= {"rendering_provider": "1679576722", "number": "V-2"}

    text = words(pressed(statement([subject(), subject(by_second)], "S-77")))
    assert re.findall(r"Visit number V-\w+ Clinician ([^,]+),", text) == ["Ines Calloway", "Lin Yamamoto"]
    assert text.count("NPI 1679576722") == 2
    assert "NPI 1234567893 Visit of 11/12/2026 electronically signed" in text


def test_a_patient_who_has_moved_is_still_one_patient() -> None:
    def moved(fields: dict[str, Any]) -> None:
        fields["visit"] |= {"number": "V-2", "date": "2026-11-13"}
        fields["patient"]["address"]["line1"] = "5 Hill Road"

    text = words(pressed(statement([subject(moved), subject()], "S-77")))
    assert "Address 5 Hill Road" in text
    assert "319 Maple Court" not in text


def test_a_visit_in_which_nothing_could_be_coded_still_makes_a_page() -> None:
    def empty(fields: dict[str, Any]) -> None:
        for name in ("administrations", "office_visit", "screenings", "diagnoses", "payments"):
            del fields["visit"][name]

    pdf = pressed(part(subject(empty)))
    assert "Total charge 0.00" in words(pdf)
    pdfs.assert_pdfua(pdf)


def _renamed(fields: dict[str, Any]) -> None:
    fields["visit"]["number"] = "V-2"
    fields["patient"]["name"]["first"] = "Tove"


def _elsewhere(fields: dict[str, Any]) -> None:
    fields["visit"]["number"] = "V-2"
    fields["practice"]["npi"] = "1679576722"


def _other_plan(fields: dict[str, Any]) -> None:
    fields["visit"]["number"] = "V-2"
    fields["coverages"][0]["member_id"] = "X1"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_renamed, "different patients; make one superbill for each patient"),
        (_elsewhere, "different practices; make one superbill for each practice"),
        (_other_plan, "different plans; make one superbill for each plan"),
        (None, "the same number; give each visit once"),
    ],
)
def test_visits_that_do_not_belong_together_are_refused_in_plain_words(change: Any, says: str) -> None:
    with pytest.raises(DifferentParties, match=says) as refused:
        statement([subject(), subject(change)], "S-77")
    assert "Lindqvist" not in str(refused.value)


def test_no_visit_is_no_superbill() -> None:
    with pytest.raises(DifferentParties, match="give at least one"):
        statement([], "S-77")


def test_the_fixture_is_not_changed_by_the_tests() -> None:
    assert FIELDS["visit"]["number"] == "V-0931"
