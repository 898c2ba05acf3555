"""An insurer's own form: taken in, put right box by box, carried over to a new edition, shared."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts.models import Membership
from makewhole.app.insurers import keeping
from makewhole.app.insurers.models import InsurerForm
from makewhole.app.insurers.picture import Picture
from makewhole.app.vault.acting import acting
from makewhole.app.vault.blobs import open_blob
from makewhole.app.vault.models import AuditEntry
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.documents.forms import Entry, Rect

from ...documents.forms.made import Sheet, pdf_of
from ...documents.hostile_pdfs import blown_up
from .paper import claim_form, flat_form

Members = dict[str, Membership]
SignIn = Callable[[str], Client]
LIST = reverse("insurer_forms")


def dropped(client: Client, content: bytes, payer: str = "aetna") -> Any:
    return client.post(LIST, {"file": SimpleUploadedFile("form.pdf", content, "application/pdf"), "payer": payer})


@pytest.fixture
def biller(sign_in: SignIn) -> Client:
    return sign_in("biller")


def the_form(desk: Members) -> keeping.Opened:
    with acting(desk["biller"]):
        return keeping.open_form(InsurerForm.objects.latest("created"))


def test_a_form_is_kept_as_it_was_uploaded_once_and_its_boxes_are_understood(biller: Client, desk: Members) -> None:
    content = claim_form()
    first = dropped(biller, content)
    assert first.status_code == 302
    assert dropped(biller, content).headers["Location"] == first.headers["Location"]
    with acting(desk["biller"]):
        row = InsurerForm.objects.get()
        assert b"".join(open_blob(row.blob)) == content
    opened = the_form(desk)
    assert opened.kept.payer == "aetna"
    assert opened.kept.edition
    entries = {opened.form.boxes[at].label: entry.value for at, entry in enumerate(opened.mapping.entries.values())}
    assert entries["Patient's last name"] == "patient.name_last"
    page = biller.get(first.headers["Location"])
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("data-box") == 4
    assert "understood for certain" in text
    assert "not understood, left empty" in text
    assert "a signature, left for the pen" in text
    assert "patient.name_last: understood for certain" in text
    assert " style=" not in text
    assert "<style" not in text


def broken() -> bytes:
    return claim_form()[:300]


def with_password() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(claim_form())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def without_place() -> bytes:
    sheet = Sheet()
    sheet.words(60, 700, "A letter and no form.")
    return pdf_of(sheet)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (broken, "This file is damaged, or is no PDF."),
        (with_password, "This file needs a password to open."),
        (without_place, "This file has no place to fill."),
        (blown_up, "This file draws more on a page than any form does."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_beside_its_field_in_plain_words_with_the_way_out(
    biller: Client, desk: Members, content: Callable[[], bytes], says: str
) -> None:
    page = dropped(biller, content())
    assert page.status_code == 422
    (error,) = page.context["form"].errors["file"]
    assert error.startswith(says)
    assert len(error) > len(says) + 10
    with acting(desk["biller"]):
        assert not InsurerForm.objects.exists()


def test_what_a_file_would_do_by_itself_is_reported(biller: Client) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('x')"))
    page = biller.get(dropped(biller, claim_form(OpenAction=script)).headers["Location"])
    assert "This file would do something by itself" in page.content.decode()
    assert page.context["active"]


def test_a_box_is_decided_once_and_the_next_that_waits_is_opened(biller: Client, desk: Members) -> None:
    address = dropped(biller, claim_form()).headers["Location"]
    opened = the_form(desk)
    (unknown,) = [box for box in opened.form.boxes if box.label == "Qzx"]
    page = biller.get(address, {"box": unknown.id})
    assert ("patient.name_last", "the patient's last name") in page.context["offered"]
    for wrong in ("patient.nonsense", "patient.sex=male"):  # the second is an answer, for a box to tick
        refused = biller.post(address, {"do": "save", "box": unknown.id, "value": wrong})
        assert refused.status_code == 422
        assert list(refused.context["form"].errors) == ["value"]
    for value, way in (("patient.birth_date", "last, first"), ("patient.name", "MM/DD/YY")):
        refused = biller.post(address, {"do": "save", "box": unknown.id, "value": value, "way": way})
        assert list(refused.context["form"].errors) == ["way"]
    done = biller.post(address, {"do": "save", "box": unknown.id, "value": "patient.birth_date", "way": "MM/DD/YY"})
    assert done.status_code == 302
    assert done.headers["Location"].endswith("#id_value")
    after = the_form(desk)
    assert str(after.mapping.entries[unknown.id]) == "patient.birth_date as MM/DD/YY"
    assert after.kept.looked == (unknown.id,)
    assert "Decided by you: 1." in biller.get(address).content.decode()


def test_a_form_is_for_packets_only_after_someone_looked_it_over_and_it_says_who(biller: Client, desk: Members) -> None:
    address = dropped(biller, claim_form()).headers["Location"]
    assert the_form(desk).kept.checked is None
    assert biller.post(address, {"do": "check"}).status_code == 302
    kept = the_form(desk).kept
    assert kept.checked
    assert kept.checked_by == desk["biller"].user.name
    assert "looked over by" in biller.get(LIST).content.decode()


def test_a_new_edition_that_looks_alike_is_offered_the_old_boxes_and_takes_them_over(
    biller: Client, desk: Members
) -> None:
    address = dropped(biller, claim_form()).headers["Location"]
    (unknown,) = [box for box in the_form(desk).form.boxes if box.label == "Qzx"]
    biller.post(address, {"do": "save", "box": unknown.id, "value": "patient.birth_date"})
    newer = claim_form("AB-1 (06-26)", moved=4)
    before = biller.get(dropped(biller, newer).headers["Location"])
    assert before.context["like"] is None  # nobody looked the earlier one over yet
    biller.post(address, {"do": "check"})
    new = dropped(biller, newer).headers["Location"]
    assert biller.get(new).context["like"]
    assert biller.post(new, {"do": "carry"}).status_code == 302
    assert the_form(desk).mapping.entries[unknown.id].value == "patient.birth_date"


def test_a_box_of_a_form_without_fields_is_moved_and_added_where_a_person_says(biller: Client, desk: Members) -> None:
    address = dropped(biller, flat_form()).headers["Location"]
    opened = the_form(desk)
    assert opened.form.flat
    box = opened.form.boxes[0]
    place = {"x": "100", "y": "50", "width": "200", "height": "20"}
    assert biller.post(address, {"do": "save", "box": box.id, "value": "payer.name"} | place).status_code == 302
    moved = the_form(desk).box(box.id)
    assert moved
    assert moved.rect == Rect(100, 722, 300, 742)
    too_small = biller.post(address, {"do": "save", "box": box.id, "value": ""} | place | {"width": "1"})
    assert list(too_small.context["form"].errors) == ["width"]
    added = biller.post(address, {"do": "add", "page": "1", "x": "300", "y": "700", "width": "90", "height": "15"})
    assert added.status_code == 302
    assert len(the_form(desk).form.boxes) == len(opened.form.boxes) + 1
    assert biller.get(added.headers["Location"]).context["here"].box.rect == Rect(300, 77, 390, 92)


def test_a_form_with_fields_takes_no_new_boxes(biller: Client) -> None:
    address = dropped(biller, claim_form()).headers["Location"]
    assert biller.post(address, {"do": "add", "page": "1"}).status_code == 404
    assert biller.post(address, {"do": "nonsense"}).status_code == 404


def test_what_goes_in_the_boxes_is_shared_as_a_file_and_taken_over_elsewhere(
    biller: Client, desk: Members, sign_in: SignIn
) -> None:
    address = dropped(biller, claim_form()).headers["Location"]
    (unknown,) = [box for box in the_form(desk).form.boxes if box.label == "Qzx"]
    biller.post(address, {"do": "save", "box": unknown.id, "value": "patient.birth_date"})
    mapping = address + "mapping/"
    file = sign_in("front_desk").get(mapping)
    assert "attachment" in file.headers["Content-Disposition"]
    biller.post(address, {"do": "save", "box": unknown.id, "value": ""})
    sent = SimpleUploadedFile("mapping.toml", file.content)
    assert biller.post(mapping, {"mapping": sent}).status_code == 302
    assert the_form(desk).mapping.entries[unknown.id].value == "patient.birth_date"
    for wrong in (b"\xff\xfe", b"no toml [", b'[boxes]\n"x" = "patient.nonsense"'):
        told = biller.post(mapping, {"mapping": SimpleUploadedFile("mapping.toml", wrong)}, follow=True)
        assert told.status_code == 200
        assert the_form(desk).mapping.entries[unknown.id].value == "patient.birth_date"


def test_two_who_put_a_form_right_at_once_do_not_overwrite_each_other(biller: Client, desk: Members) -> None:
    dropped(biller, claim_form())
    one, other = the_form(desk), the_form(desk)
    with acting(desk["biller"]):
        keeping.decide(one, one.form.boxes[2].id, Entry("patient.birth_date"))
        with pytest.raises(ChangedElsewhere):
            keeping.decide(other, other.form.boxes[0].id, Entry(""))


def test_a_removed_form_can_be_brought_back(biller: Client, desk: Members) -> None:
    address = dropped(biller, claim_form()).headers["Location"]
    assert biller.post(address, {"do": "remove"}).status_code == 302
    with acting(desk["biller"]):
        assert not keeping.kept_forms()
    assert biller.post(address, {"do": "restore"}).status_code == 302
    with acting(desk["biller"]):
        assert len(keeping.kept_forms()) == 1


@pytest.mark.parametrize("role", ["front_desk", "clinician", "auditor"])
def test_others_look_and_change_nothing_and_it_is_audited(
    biller: Client, sign_in: SignIn, desk: Members, role: str
) -> None:
    address = dropped(biller, claim_form()).headers["Location"]
    other = sign_in(role)
    page = other.get(address)
    assert page.status_code == 200
    assert "I looked it over" not in page.content.decode()
    for do in ("save", "check", "remove"):
        assert other.post(address, {"do": do}).status_code == 403
    assert dropped(other, claim_form("other")).status_code == 403
    assert AuditEntry.unscoped.filter(kind="insurers_insurerform", action="read").exists()
    assert AuditEntry.unscoped.filter(kind="insurers_form", outcome="refused").count() == 4


def test_a_form_of_another_practice_does_not_exist_here(biller: Client, there: Members, sign_in: SignIn) -> None:
    from ..issuing.conftest import at_the_desk

    address = dropped(biller, claim_form()).headers["Location"]
    assert at_the_desk(there["manager"]).get(address).status_code == 404
    assert at_the_desk(there["manager"]).post(address, {"do": "check"}).status_code == 404


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_place_goes_onto_the_picture_and_back_however_the_page_is_turned(turned: int) -> None:
    width, height = (612.0, 792.0) if turned % 180 == 0 else (792.0, 612.0)
    picture = Picture("", width, height, Rect(10, 20, 622, 812), turned)
    place = Rect(30, 50, 130, 64)
    at = picture.on_picture(place)
    assert picture.on_page(at) == place
    assert 0 <= at.x <= width - at.width
    assert 0 <= at.y <= height - at.height
