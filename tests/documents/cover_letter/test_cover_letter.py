"""The cover letter: the subscriber's own, factual, and not written where nothing may be sent."""

from typing import Any

import pytest
from tests.documents.subjects import SUBSCRIBER, pressed, subject, words
from tests.judges import pdfs

from makewhole.documents import contents, cover_letter, superbill

ADDRESS = {"line1": "PO Box 5550", "city": "Hartford", "state": "CT", "zip": "06101"}


def letter(change: Any = None) -> str:
    return words(pressed(cover_letter.part(subject(change))))


def test_it_names_the_claim_and_asks_for_four_things() -> None:
    text = letter()
    for value in (
        "Tobias R Lindqvist 319 Maple Court Fairview, PA 16415 November 24, 2026 Aetna Claims Department",
        "Patient Tobias R Lindqvist", "Born 05/23/1979", "Subscriber The patient", "Member ID W246813579",
        "Group 0770231", "Date of service 11/12/2026", "Claim number V-0931", "Packet number MW-417",
        "Total charge $541.00", "care that I received on November 12, 2026 from Ines Calloway, MD, at Quiet Harbor",
        "The bill of $541.00 has been paid in full", "Please send any benefit to me, the subscriber",
        "benefits for care outside its network", "decision in writing", "You can reach me at (555) 010-0177",
        "questions about the bill at (555) 010-0142", "Signature",
    ):  # fmt: skip
        assert value in text
    assert "4. If anything is missing" in text


def test_it_goes_to_the_claims_address_where_that_is_known() -> None:
    text = letter(lambda fields: fields["coverages"][0].update(claims_address=ADDRESS))
    assert "Aetna Claims Department PO Box 5550 Hartford, CT 06101" in text


def test_the_subscriber_writes_for_the_patient() -> None:
    text = letter(lambda fields: fields["coverages"][0].update(relation="spouse", subscriber=SUBSCRIBER))
    assert text.startswith("Greta Lindqvist-Aalto 7 Orchard Row Girard, PA 16417")
    assert "care that Tobias R Lindqvist, whom my plan covers, received on" in text
    assert "010-0177" not in text  # the patient's phone is not the subscriber's
    assert "Signature Greta Lindqvist-Aalto" in text


@pytest.mark.parametrize(
    ("amount", "says"), [("0.00", "The bill is $541.00."), ("41.00", "Of the bill of $541.00, $41.00 has been paid;")]
)
def test_it_does_not_claim_more_payment_than_was_made(amount: str, says: str) -> None:
    paid = [{"date": "2026-11-12", "amount": amount, "method": "cash"}]
    text = letter(lambda fields: fields["visit"].update(payments=paid))
    assert says in text
    assert "in full" not in text


def test_what_is_enclosed_is_listed_when_the_packet_is_bound() -> None:
    one = subject()
    pdf = pressed(cover_letter.part(one), contents.part(one), superbill.part(one))
    first = words(pdf).partition("page 1 of 3")[0]
    assert "Enclosed, with their first pages in this packet: • Superbill, page 3" in first
    assert "Enclosed" not in letter()
    assert pdfs.bookmarks(pdf) == ["Cover letter", "Contents", "Superbill"]
    pdfs.assert_pdfua(pdf)


def _restricted(fields: dict[str, Any]) -> None:
    fields["patient"]["self_pay_restriction"] = True


def _opted_out(fields: dict[str, Any]) -> None:
    fields["coverages"][0]["plan_type"] = "medicare"
    fields["providers"][0]["medicare"] = "opted_out"


@pytest.mark.parametrize("change", [_restricted, _opted_out])
def test_no_letter_is_written_where_nothing_is_to_be_sent(change: Any) -> None:
    assert cover_letter.part(subject(change)) is None
