"""The submission sheet: the payer's steps in plain words, the last day, and what is not known."""

import re
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from tests.documents.subjects import SUBSCRIBER, pressed, subject, words
from tests.judges import pdfs

from makewhole import rules
from makewhole.coding.filing_limit import FilingLimit
from makewhole.documents.forms import Filled, Rect, Signature
from makewhole.documents.submission_sheet import ORDER, builder, part
from makewhole.documents.submission_sheet.words import OBSTACLES, WORDS

PAYERS = sorted(path.stem for path in (Path(rules.__file__).parent / "payers").glob("*.toml"))


ADDRESS = {"line1": "PO Box 5550", "city": "Hartford", "state": "CT", "zip": "06101"}
FULL_PACKET = (
    "Cover letter", "Contents", "Superbill", "Claim form CMS-1500", "Letter of medical necessity",
    "Answers to your policy", "Treatment plan", "Clinical summary", "Exhibit A: Psychiatric evaluation",
    "Exhibit B: Pharmacy history",
)  # fmt: skip


def sheet(change: Any = None, lang: str = "en", packet: tuple[str, ...] = ()) -> str:
    return words(pressed(part(replace(subject(change, lang=lang), packet=packet)), lang=lang))


def covered(**coverage: Any) -> Any:
    return lambda fields: fields["coverages"][0].update(coverage)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_gives_the_payers_own_steps_and_questions_in_order(lang: str) -> None:
    text = sheet(lang=lang)
    on = date(2026, 11, 12)
    for name in ("sending", "ask"):
        places = [text.find(line[lang]) for line in rules.value(f"payers/aetna/{name}", on).value]
        assert -1 not in places
        assert places == sorted(places)


def test_it_names_the_packet_and_who_helps() -> None:
    text = sheet(packet=("Superbill", "Exhibit A: Clinic note"))
    for value in (
        "How to send this to Aetna", "Patient Tobias R Lindqvist", "Visit November 12, 2026", "Member ID W246813579",
        "Packet number MW-417", "Superbill, Exhibit A: Clinic note.", "red CMS-1500 form", "I sent it on",
        "Need help? Call Quiet Harbor Medicine PC at (555) 010-0142. Tell us the packet number, MW-417.",
        "No one can promise that it will pay.", "Checked on November 24, 2026. From: Aetna, member services",
    ):  # fmt: skip
        assert value in text


@pytest.mark.parametrize(
    ("answers", "asks"),
    [
        ({}, "mark yes or no by pen in boxes 10a, 10b, 10c, 11d."),
        ({"accident.any": "no", "other.covered": "no"}, "mark yes or no by pen in boxes 10a."),
        ({"accident.any": "no", "accident.employment": "no", "other.covered": "no"}, ""),
    ],
)
def test_the_boxes_of_the_cms1500_that_wait_for_the_patient_are_named(answers: dict[str, str], asks: str) -> None:
    text = words(pressed(part(replace(subject(), packet=FULL_PACKET, answers=answers))))
    assert (asks in text) if asks else "by pen" not in text
    assert "by pen" not in words(pressed(part(replace(subject(), packet=("Superbill",)))))


def test_the_plans_own_limit_gives_the_last_day() -> None:
    assert "Send it by May 11, 2027. It must arrive by then" in sheet(covered(timely_filing_days=180))
    assert "a más tardar el 11 de mayo de 2027." in sheet(covered(timely_filing_days=180), "es")


@pytest.mark.parametrize(
    ("coverage", "says"),
    [
        ({"payer": "aetna"}, "Send it now. We do not know this plan's last day. Ask your plan:"),
        ({"payer": "bcbs"}, "The shortest time we have seen is 90 days. To be safe, send it by February 10, 2027."),
        ({"payer": "federal-employee-program"}, "Send it by December 31, 2027."),
        ({"payer": "medicare"}, "Send it by November 12, 2027."),
        ({"timely_filing_days": 5}, "The last day to send this was November 17, 2026. Call us at (555) 010-0142"),
    ],
)
def test_the_last_day_is_told_as_far_as_it_is_known(coverage: dict[str, Any], says: str) -> None:
    assert says in sheet(covered(**coverage))


def test_an_unconfirmed_last_day_is_called_unconfirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    unconfirmed = FilingLimit(date(2027, 3, 1), confirmed=False)
    monkeypatch.setattr(builder, "filing_limit", lambda *_: unconfirmed)
    assert "Send it by March 1, 2027. Not confirmed for your plan: ask." in sheet()


def test_unconfirmed_steps_are_called_unconfirmed() -> None:
    said = "These steps are not confirmed for your plan"
    assert said in sheet(covered(payer="bcbs"))
    assert said not in sheet(covered(payer="aetna"))


def test_a_payer_without_a_file_gets_the_general_steps() -> None:
    text = sheet(covered(payer="prairie-mutual", payer_name="Prairie Mutual"))
    assert "How to send this to Prairie Mutual" in text
    assert "Call the number on your card and ask the questions on this sheet" in text


def test_whom_to_call_and_where_to_mail_come_from_the_card() -> None:
    text = sheet(covered(phone="(555) 010-0190", claims_address=ADDRESS))
    assert "Call (555) 010-0190" in text
    assert "Mail it to Aetna PO Box 5550 Hartford, CT 06101 Check this address against your card." in text
    assert "Call the member number on the back of the card." in sheet()


def test_an_unpaid_bill_is_pointed_out_before_anything_is_sent() -> None:
    text = sheet(lambda fields: fields["visit"].update(payments=fields["visit"]["payments"][:1]))
    assert "Your bill is not paid in full yet: $141.00 is left to pay." in text
    assert "left to pay" not in sheet()


def under_medicare(status: str, **provider: Any) -> Any:
    def change(fields: dict[str, Any]) -> None:
        fields["coverages"][0] |= {"payer": "medicare", "payer_name": "Medicare", "plan_type": "medicare"}
        fields["providers"][0] |= {"medicare": status, **provider}

    return change


def _restricted(fields: dict[str, Any]) -> None:
    fields["patient"]["self_pay_restriction"] = True


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (under_medicare("opted_out", opt_out_from="2025-07-01"), "Sending this will not bring payment."),
        (under_medicare("never_enrolled"), "Sending this will not bring payment."),
        (under_medicare("enrolled"), "You do not have to send this."),
        (under_medicare("opted_out", opt_out_from="2027-01-01"), "You do not have to send this."),
        (_restricted, "You asked us not to tell your health plan about this visit."),
    ],
)
def test_where_sending_is_wrong_it_says_so_instead_of_giving_steps(change: Any, says: str) -> None:
    text = sheet(change)
    assert says in text
    assert "Before you send this to" in text
    assert "Before you send this MW-417 page 1 of 1" in text
    assert WORDS["en"]["steps"] not in text
    assert WORDS["en"]["sent-on"] not in text


def test_an_opted_out_clinician_matters_to_medicare_only() -> None:
    assert "What to do" in sheet(lambda fields: fields["providers"][0].update(medicare="opted_out"))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("payer", PAYERS)
def test_it_is_one_page_for_every_payer_and_passes_the_judge(payer: str, lang: str) -> None:
    held = covered(payer=payer, phone="(555) 010-0190", claims_address=ADDRESS, funding="self_funded")
    pdf = pressed(part(replace(subject(held, lang=lang), packet=FULL_PACKET)), lang=lang)
    assert pdfs.page_count(pdf) == 1
    pdfs.assert_pdfua(pdf)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_says_where_to_sign_and_by_whom(lang: str) -> None:
    text = sheet(lang=lang)
    for name in ("sign-letter", "sign-form"):
        assert WORDS[lang][name].format(signer="Tobias R Lindqvist") in text
    of_another = sheet(covered(relation="spouse", subscriber=SUBSCRIBER))
    assert "The cover letter, at its end: Greta Lindqvist-Aalto." in of_another


@pytest.mark.parametrize("payer", ["medicaid", "va"])
def test_a_program_that_normally_pays_no_patient_is_asked_before_anything_is_sent(payer: str) -> None:
    text = sheet(covered(payer=payer, payer_name="The program"))
    assert "Before you send this to The program" in text
    assert "Do not send this yet. The program normally pays nothing for a visit like this." in text
    assert "Send it" not in text
    assert WORDS["en"]["sign"] not in text
    assert WORDS["en"]["next"] not in text


def test_it_says_how_to_keep_proof() -> None:
    assert "Keep the mail receipt, or the page online that says they have it." in sheet()


@pytest.mark.parametrize(
    ("coverage", "says"),
    [
        ({"payer": "bcbs-massachusetts"}, "It has 30 days to decide."),
        ({"payer": "cigna"}, "It has 30 days to decide, or 45 if it tells you why it needs more."),
        ({"payer": "humana", "funding": "self_funded"}, "It has 30 days to decide, or 45 if"),
        ({"payer": "cigna", "group_number": None}, "Many plans take about 30 days."),
        ({"payer": "humana"}, "Many plans take about 30 days."),
    ],
)
def test_it_says_by_when_the_plan_decides_only_where_that_is_confirmed(coverage: dict[str, Any], says: str) -> None:
    assert says in sheet(covered(**coverage))


def test_the_source_of_the_steps_stands_with_its_day_and_for_whom_it_holds() -> None:
    assert "find a form pages. For: Aetna plans in general; your own plan decides." in sheet()


def test_it_reads_well_aloud_in_both_languages() -> None:
    for lang in ("en", "es"):
        pdf = pressed(part(subject(lang=lang)), lang=lang)
        pdfs.assert_sound(pdf)
        pdfs.assert_outloud(pdf)


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["en"].keys() == WORDS["es"].keys()
    assert {key: len(lines) for key, lines in OBSTACLES["en"].items()} == {
        key: len(lines) for key, lines in OBSTACLES["es"].items()
    }


def test_its_english_can_be_read_in_sixth_grade() -> None:
    ours = [text for text in WORDS["en"].values() if text.endswith((".", "?"))]
    text = " ".join(re.sub(r"\{\w+\}", "Maine", line) for line in chain(ours, *OBSTACLES["en"].values()))
    assert _grade(text) < 6


def _grade(text: str) -> float:
    """The Flesch-Kincaid grade, with a syllable for each group of vowels but a last silent e."""
    sentences = len(re.findall(r"[.?]+(?:\s|$)", text))
    found = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in found)
    return 0.39 * len(found) / sentences + 11.8 * syllables / len(found) - 15.59


def test_it_is_not_bound_into_the_packet() -> None:
    assert ORDER is None


def _form(*places: Signature) -> Filled:
    return Filled(b"", (), (), places, (), (), emptied=0, form_pages=3, pages=3)


def _place(number: int, page: int = 2, **more: Any) -> Signature:
    label = "Patient's signature"
    return Signature(f"s{number}", page, Rect(0, 0, 9, 9), label, "patient", False, number=number, **more)


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "The insurer's claim form, with the date: arrow 1 (page 2, bottom left)."),
        ("es", "El formulario de la aseguradora, con la fecha: flecha 1 (página 2, abajo a la izquierda)."),
    ],
)
def test_with_the_insurers_form_it_says_at_which_places_to_sign_and_where_not(lang: str, says: str) -> None:
    places = (
        _place(1, where=("bottom", "left"), marked=True),
        Signature("b", 2, Rect(0, 0, 9, 9), "I authorize payment to the physician", "patient", pays_practice=True),
        Signature("c", 3, Rect(0, 0, 9, 9), "Physician's signature", "provider", pays_practice=False),
    )
    paid = replace(subject(lang=lang), form=_form(*places))
    text = words(pressed(part(paid), lang=lang))
    assert says in text
    assert WORDS[lang]["sign-not"].format(pages="2") in text
    assert WORDS[lang]["sign-form"] not in text
    owing = replace(paid, claim=paid.claim.model_copy(update={"amount_paid": paid.claim.amount_paid - 1}))
    assert WORDS[lang]["sign-not"].format(pages="2") not in words(pressed(part(owing), lang=lang))


def test_an_arrow_is_named_only_where_one_stands_and_of_many_places_only_the_pages() -> None:
    bare = words(pressed(part(replace(subject(), form=_form(_place(1, where=("top", "right")))))))
    assert "with the date: place 1 (page 2, top right)." in bare
    many = replace(subject(), form=_form(*(_place(number, 1 + number % 2, marked=True) for number in range(1, 6))))
    assert "with the date: 5 places on page 1, 2." in words(pressed(part(many)))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("payer", ["aetna", "cigna", "unitedhealthcare"])
def test_with_three_places_and_one_to_leave_unsigned_it_stays_on_one_page(lang: str, payer: str) -> None:
    places = [_place(number, where=("middle", "center"), marked=True) for number in (1, 2, 3)]
    pays = replace(places[0], number=0, pays_practice=True)
    about = subject(covered(payer=payer, claims_address=ADDRESS, phone="(555) 010-0190"), lang=lang)
    full = replace(about, packet=FULL_PACKET, form=_form(*places, pays))
    assert pdfs.page_count(pressed(part(full), lang=lang)) == 1
