"""From what stands on a card to a packet with the right sheet, for every payer that practices meet."""

from datetime import date
from typing import Any

import pytest
from tests.documents.forms.lookalikes import labels_left
from tests.documents.forms.made import pdf_of
from tests.documents.subjects import FIELDS, words

from makewhole.documents.binder import builders
from makewhole.documents.forms import FormToFill, confident_mapping, propose, read_form
from makewhole.packets import build_packet
from makewhole.records import read_visit_file
from makewhole.rules import value
from makewhole.rules.payer_names import recognise

ON = date(2026, 11, 12)
MBI = "1EG4TE5MK73"
WANTED = {"superbill", "submission_sheet", "policy_answers"}
CARDS: list[tuple[str, str, str]] = [
    ("BlueCross BlueShield of Texas", "ZGP123456789", "bcbs"),
    ("Blue Cross Blue Shield of Massachusetts", "XXP900112233", "bcbs-massachusetts"),
    ("Blue Cross and Blue Shield of Alabama", "ABC123456789", "bcbs-alabama"),
    ("Blue Cross Blue Shield Government-Wide Service Benefit Plan", "R12345678", "federal-employee-program"),
    ("Aetna Choice POS II", "W246813579", "aetna"),
    ("Physicians Mutual Insurance Company", "PM4471230", "physicians-mutual"),
    ("UnitedHealthcare Choice Plus", "912345678", "unitedhealthcare"),
    ("UMR, a UnitedHealthcare company", "18004471", "umr"),
    ("Humana", "H55120987", "humana"),
    ("Medicare Health Insurance", MBI, "medicare"),
    ("Medicare Advantage (HMO)", "H1234567", "medicare-advantage"),
    ("Cigna Healthcare", "U87654321", "cigna"),
    ("Evernorth Behavioral Health", "U87654321", "cigna"),
    ("Optum Behavioral Health", "912345678", "unitedhealthcare"),
    ("Self-funded plan of Example Works", "E445566", "self-funded"),
    ("Covered California", "C998877", "marketplace"),
    ("Medi-Cal", "91234567A", "medicaid"),
    ("TRICARE Select", "00123456789", "tricare"),
    ("CHAMPVA", "123004567", "champva"),
    ("Veterans Affairs", "V4455667", "va"),
]


def letters(text: str) -> str:
    """A text without what the end of a line changes in it."""
    return "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("card", "member_id", "payer"), CARDS, ids=[card for card, _, _ in CARDS])
def test_the_card_leads_to_a_packet_with_the_payers_own_sheet(card: str, member_id: str, payer: str, lang: str) -> None:
    found = recognise(card, member_id, on=ON)[0]
    assert found.payer_id == payer
    coverage: dict[str, Any] = {"payer": found.payer_id, "payer_name": card, "member_id": member_id}
    if found.plan_type:
        coverage["plan_type"] = found.plan_type
    file = read_visit_file(FIELDS | {"coverages": [coverage]})
    made = build_packet(file, {}, date(2026, 11, 24), lang=lang, leave_out=set(builders()) - WANTED)
    assert not [finding for finding in made.packet.findings if finding.rule == "coverage/payer-not-known"]
    sheet = words(made.files["submission-sheet.pdf"])
    assert card in sheet
    for name in ("sending", "ask"):
        for line in value(f"payers/{payer}/{name}", ON).value:
            assert letters(line[lang]) in letters(sheet)
    held = [document.name for document in made.packet.documents]
    assert ("policy_answers" in held) == (payer in {"aetna", "bcbs-massachusetts", "bcbs-alabama"})


@pytest.mark.parametrize("payer", ["commercial-insured", "other"])
def test_a_card_that_nobody_knows_leads_by_its_kind_of_plan_to_a_packet_with_a_sheet(payer: str) -> None:
    assert not recognise("Example Benefit Trust", "EBT44", on=ON)
    coverage = {"payer": payer, "payer_name": "Example Benefit Trust", "member_id": "EBT44"}
    file = read_visit_file(FIELDS | {"coverages": [coverage]})
    made = build_packet(file, {}, date(2026, 11, 24), leave_out=set(builders()) - WANTED)
    sheet = words(made.files["submission-sheet.pdf"])
    assert "How to send this to Example Benefit Trust" in sheet
    for line in value(f"payers/{payer}/sending", ON).value:
        assert letters(line["en"]) in letters(sheet)


@pytest.mark.parametrize(("lang", "arrow"), [("en", "arrow 1 (page 1"), ("es", "flecha 1 (página 1")])
def test_with_the_insurers_own_form_the_packet_holds_it_filled_and_the_sheet_says_where_to_sign(
    lang: str, arrow: str
) -> None:
    content = pdf_of(labels_left())
    form = read_form(content)
    to_fill = FormToFill(content, form, confident_mapping(form, propose(form)).entries)
    file = read_visit_file(FIELDS)
    made = build_packet(
        file, {}, date(2026, 11, 24), lang=lang, leave_out=set(builders()) - WANTED - {"insurer_form"}, form=to_fill
    )
    assert "insurer_form" in [document.name for document in made.packet.documents]
    assert file.coverages[0].member_id in words(made.files["insurer-form.pdf"])
    assert {"en": "Sign here 1", "es": "Firme aquí 1"}[lang] in words(made.files["insurer-form.pdf"])
    assert arrow in words(made.files["submission-sheet.pdf"])
    said = [finding.says for finding in made.packet.findings if finding.rule.startswith("forms/insurer-form/")]
    assert said
    assert all(says.endswith(".") for says in said)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_under_medicare_an_opted_out_clinic_gives_a_sheet_that_says_not_to_send(lang: str) -> None:
    provider = FIELDS["providers"][0] | {"medicare": "opted_out", "opt_out_from": "2025-01-01"}
    coverage = {"payer": "medicare-advantage", "payer_name": "Medicare Advantage (HMO)", "member_id": "H1234567"}
    file = read_visit_file(FIELDS | {"providers": [provider], "coverages": [coverage]})
    made = build_packet(file, {}, date(2026, 11, 24), lang=lang, leave_out=set(builders()) - WANTED)
    says = {"en": "Sending this will not bring payment.", "es": "Enviar esto no traerá ningún pago."}
    assert says[lang] in words(made.files["submission-sheet.pdf"])
