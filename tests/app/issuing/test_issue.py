"""Issuing: one packet and one number however often it is asked, the same bytes for good, reasons where they are due."""

import io
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pypdfium2 as pdfium
import pytest
from PIL import Image

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Visit
from makewhole.app.issuing.issue import Blocked, NeedsReason, Wanted, file_bytes, issue, issued_facts, void
from makewhole.app.issuing.making import NotIssuable
from makewhole.app.issuing.models import Counter, Packet, PacketFile
from makewhole.app.vault import blobs, chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry, Blob
from makewhole.documents.press.attachments import pdfium_takes_one_thread
from makewhole.records import Attachment, VisitFile

from .conftest import fill, signed_visit

NOTHING = Wanted()


def numbers() -> list[int]:
    return sorted(Packet.objects.values_list("number", flat=True))


def test_a_packet_has_the_next_number_and_all_its_files(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["front_desk"]):
        packet = issue(visit, NOTHING, uuid4())
        assert packet.label == "MW-000001"
        names = set(PacketFile.objects.filter(packet=packet).values_list("name", flat=True))
        assert {"packet.pdf", "superbill.pdf", "claim.837", "packet.json"} <= names
        found = file_bytes(packet, "packet.json")
        assert found is not None
        assert b'"number": "MW-000001"' in found


@pytest.mark.parametrize("name", ["packet.pdf\0", "\0", "../packet.pdf", "packet.PDF"])
def test_a_name_that_no_file_has_finds_none(desk: dict[str, Membership], visit: Visit, name: str) -> None:
    with acting(desk["front_desk"]):
        assert file_bytes(issue(visit, NOTHING, uuid4()), name) is None


def test_the_same_key_gives_the_same_packet(desk: dict[str, Membership], visit: Visit) -> None:
    key = uuid4()
    with acting(desk["front_desk"]):
        first, second = issue(visit, NOTHING, key), issue(visit, NOTHING, key)
        assert first.pk == second.pk
        assert numbers() == [1]


def test_another_key_for_the_same_visit_gives_the_same_packet(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["front_desk"]):
        assert issue(visit, NOTHING, uuid4()).pk == issue(visit, NOTHING, uuid4()).pk


def test_eight_clicks_at_once_give_one_packet(
    committed: dict[str, Membership], example: VisitFile, threads: ThreadPoolExecutor
) -> None:
    fill(committed["manager"], example)
    visit = signed_visit(committed["clinician"], example)

    def click(_: int) -> str:
        with acting(committed["front_desk"]):
            return str(issue(Visit.objects.select_related("patient").get(pk=visit.pk), NOTHING, uuid4()).pk)

    jobs = [threads.submit(click, number) for number in range(8)]
    assert len({job.result() for job in jobs}) == 1
    with acting(committed["manager"]):
        assert numbers() == [1]
        assert Counter.objects.get().last == 1
        assert Blob.objects.count() == PacketFile.objects.count()
        assert chain.verify().broken is None


def test_visits_issued_at_once_leave_no_gap_in_the_numbers(
    committed: dict[str, Membership], example: VisitFile, threads: ThreadPoolExecutor
) -> None:
    fill(committed["manager"], example)
    visits = [signed_visit(committed["clinician"], example) for _ in range(6)]

    def click(pk: UUID) -> int:
        with acting(committed["front_desk"]):
            return issue(Visit.objects.select_related("patient").get(pk=pk), NOTHING, uuid4()).number

    jobs = [threads.submit(click, visit.pk) for visit in visits]
    assert sorted(job.result() for job in jobs) == [1, 2, 3, 4, 5, 6]
    with acting(committed["manager"]):
        for packet in Packet.objects.all():
            found = file_bytes(packet, "packet.json")
            assert found is not None
            assert f'"number": "{packet.label}"'.encode() in found


def test_a_failure_on_the_way_takes_no_number(
    desk: dict[str, Membership], visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(desk["front_desk"]):
        with monkeypatch.context() as broken:
            broken.setattr(blobs, "seal_blob", lambda *given: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                issue(visit, NOTHING, uuid4())
        assert numbers() == []
        assert issue(visit, NOTHING, uuid4()).number == 1


def test_what_was_issued_opens_byte_for_byte_after_the_record_changed(
    desk: dict[str, Membership], visit: Visit, example: VisitFile
) -> None:
    with acting(desk["front_desk"]):
        packet = issue(visit, NOTHING, uuid4())
        before = {each.name: file_bytes(packet, each.name) for each in packet.files.all()}
        clinic.save_patient(visit.patient, example.patient.model_copy(update={"phone": "617-555-0199"}))
        after = {each.name: file_bytes(packet, each.name) for each in packet.files.all()}
    assert before == after
    assert before["packet.pdf"]


def test_a_practice_counts_for_itself_and_sees_its_own(
    desk: dict[str, Membership], visit: Visit, there: dict[str, Membership], example: VisitFile
) -> None:
    fill(there["manager"], example)
    other = signed_visit(there["clinician"], example)
    with acting(desk["front_desk"]):
        mine = issue(visit, NOTHING, uuid4())
    with acting(there["front_desk"]):
        assert issue(other, NOTHING, uuid4()).number == 1
        assert not Packet.objects.filter(pk=mine.pk).exists()
        assert file_bytes(mine, "packet.pdf") is None


def test_a_draft_cannot_be_issued(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["front_desk"]):
        Visit.objects.filter(pk=visit.pk).update(state=Visit.State.DRAFT)
        with pytest.raises(NotIssuable):
            issue(Visit.objects.get(pk=visit.pk), NOTHING, uuid4())
        assert numbers() == []


def test_a_visit_changed_after_it_was_looked_at_is_not_issued(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["front_desk"]), pytest.raises(NotIssuable):
        issue(visit, Wanted(version=visit.version + 1), uuid4())


def test_errors_stop_the_desk_and_a_biller_says_why_it_goes_out_all_the_same(
    desk: dict[str, Membership], example: VisitFile
) -> None:
    visit = signed_visit(desk["clinician"], example, signed_on=None, note=None)
    with acting(desk["front_desk"]), pytest.raises(Blocked):
        issue(visit, Wanted(override="Because I would like to"), uuid4())
    with acting(desk["biller"]):
        with pytest.raises(Blocked):
            issue(visit, NOTHING, uuid4())
        packet = issue(visit, Wanted(override="The payer asked for it unsigned"), uuid4())
        assert issued_facts(packet).override == "The payer asked for it unsigned"
    with acting(desk["auditor"]):
        entry = AuditEntry.objects.get(action="issue", row=packet.pk)
        assert chain.detail(entry)["why"] == "The payer asked for it unsigned"


def test_a_document_left_out_is_not_in_the_packet_but_the_superbill_always_is(
    desk: dict[str, Membership], visit: Visit
) -> None:
    with acting(desk["front_desk"]):
        packet = issue(visit, Wanted(leave_out=frozenset({"necessity_letter", "superbill"})), uuid4())
        names = [each.name for each in issued_facts(packet).documents]
    assert "necessity_letter" not in names
    assert "superbill" in names


def test_a_correction_has_a_new_number_and_both_stay(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["biller"]):
        old = issue(visit, NOTHING, uuid4())
        kept = file_bytes(old, "packet.pdf")
        with pytest.raises(NeedsReason):
            issue(visit, Wanted(corrects=old), uuid4())
        new = issue(visit, Wanted(corrects=old, correction="The member ID had a typing error"), uuid4())
        old.refresh_from_db()
        assert (old.state, new.number, new.corrects_id) == (Packet.State.CORRECTED, 2, old.pk)
        assert file_bytes(old, "packet.pdf") == kept
        again = issue(visit, Wanted(corrects=old, correction="The member ID had a typing error"), uuid4())
        assert again.pk == new.pk


def test_a_void_packet_stays_and_its_visit_may_be_issued_anew(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["biller"]):
        packet = issue(visit, NOTHING, uuid4())
        with pytest.raises(NeedsReason):
            void(packet, "oops")
        void(packet, "Issued for the wrong visit")
        packet.refresh_from_db()
        assert packet.state == Packet.State.VOID
        assert issued_facts(packet).void == "Issued for the wrong visit"
        assert file_bytes(packet, "packet.pdf")
        with pytest.raises(NotIssuable):
            void(packet, "Issued for the wrong visit")
        assert issue(visit, NOTHING, uuid4()).number == 2


def test_an_amended_visit_is_issued_as_a_correction(
    desk: dict[str, Membership], visit: Visit, example: VisitFile
) -> None:
    with acting(desk["biller"]):
        old = issue(visit, NOTHING, uuid4())
        Visit.objects.filter(pk=visit.pk).update(state=Visit.State.AMENDED)
    newer = signed_visit(desk["clinician"], example, visit.patient)
    with acting(desk["biller"]):
        Visit.objects.filter(pk=newer.pk).update(amends=visit)
        newer = Visit.objects.select_related("patient").get(pk=newer.pk)
        with pytest.raises(NeedsReason):
            issue(newer, NOTHING, uuid4())
        new = issue(newer, Wanted(corrects=old, correction="The stop time was wrong"), uuid4())
        assert new.corrects_id == old.pk


def test_the_practices_own_sentence_stands_in_its_letters(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["manager"]):
        clinic.save_practice_record("wording", {"cover_letter/opening": "We write for our mutual member {patient}."})
    with acting(desk["front_desk"]):
        packet = issue(visit, NOTHING, uuid4())
        letter = file_bytes(packet, "cover-letter.pdf")
    assert letter is not None
    with pdfium_takes_one_thread:
        page = pdfium.PdfDocument(letter)[0].get_textpage().get_text_bounded()
    assert "our mutual member Marisol" in " ".join(page.split())


def test_a_corrected_superbill_says_what_it_replaces(desk: dict[str, Membership], visit: Visit) -> None:
    with acting(desk["biller"]):
        old = issue(visit, NOTHING, uuid4())
        new = issue(visit, Wanted(corrects=old, correction="The member ID had a typing error"), uuid4())
        superbill = file_bytes(new, "superbill.pdf")
    assert superbill is not None
    with pdfium_takes_one_thread:
        page = pdfium.PdfDocument(superbill)[0].get_textpage().get_text_bounded()
    assert "Corrected superbill: replaces No. MW-000001" in " ".join(page.split())


def test_a_record_from_elsewhere_is_bound_only_when_it_was_chosen(
    desk: dict[str, Membership], visit: Visit, example: VisitFile
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    facts = Attachment(title="Pharmacy history", path="history.png")
    with acting(desk["biller"]):
        row = clinic.attach(visit.patient, facts, picture.getvalue())
        packet = issue(visit, Wanted(attachments=frozenset({row.pk})), uuid4())
        assert "exhibit-1" in [each.name for each in issued_facts(packet).documents]
    other = signed_visit(desk["clinician"], example, visit.patient)
    with acting(desk["biller"]):
        packet = issue(other, NOTHING, uuid4())
        assert "exhibit-1" not in [each.name for each in issued_facts(packet).documents]
