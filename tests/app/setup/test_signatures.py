"""The picture of a signature: sealed, changed by a manager or its own provider, and printed where they signed."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from makewhole.app.accounts.models import Membership
from makewhole.app.accounts.people import let_sign_as
from makewhole.app.clinic.models import Visit
from makewhole.app.clinic.opened import open_house
from makewhole.app.issuing.making import open_visit
from makewhole.app.setup.signatures import keep_signature, signature_of
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import BlobChunk
from makewhole.records import VisitFile

from ..conftest import EXAMPLE
from ..issuing.conftest import signed_visit
from .conftest import form_of

Members = dict[str, Membership]
NPI = "1234567893"
ADDRESS = f"/settings/providers/{NPI}/signature/"


def ink() -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGBA", (300, 80), (0, 0, 0, 0))
    picture.paste((10, 10, 60, 255), (20, 30, 280, 50))
    exif = Image.Exif()
    exif[0x010E] = "taken at 47 Alder Lane"
    picture.save(out, "PNG", exif=exif)
    return out.getvalue()


def choose(client: Client, content: bytes) -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile("signature.png", content)})


def kept(members: Members) -> bytes | None:
    with acting(members["manager"]):
        return signature_of(open_house().providers[0])


def test_a_picture_is_kept_sealed_without_what_the_camera_noted(manager: Client, filled: Members) -> None:
    assert choose(manager, ink()).status_code == 302
    picture = kept(filled)
    assert picture is not None
    assert b"Alder" not in picture
    with acting(filled["manager"]):
        assert all(picture[:60] not in bytes(each.sealed) for each in BlobChunk.objects.all())
    assert "data:image/jpeg;base64," in manager.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [(EXAMPLE.with_name("psychiatric-evaluation.pdf").read_bytes(), "This is a PDF"), (b"GIF89a", "not a PDF, JPEG")],
    ids=["pdf", "gif"],
)
def test_what_is_no_picture_is_refused_beside_its_field(
    manager: Client, filled: Members, content: bytes, says: str
) -> None:
    answer = choose(manager, content)
    assert answer.status_code == 422
    assert says in answer.content.decode().partition('id="id_file_error"')[2][:200]
    assert kept(filled) is None


def test_it_is_removed_and_brought_back(manager: Client, filled: Members) -> None:
    choose(manager, ink())
    before = kept(filled)
    page = manager.post(ADDRESS, {"remove": "1"}, follow=True).content.decode()
    assert kept(filled) is None
    manager.post(page.partition('form="undo" formaction="')[2].partition('"')[0])
    assert kept(filled) == before


def test_it_outlives_a_change_of_its_providers_other_facts(manager: Client, filled: Members) -> None:
    choose(manager, ink())
    before = kept(filled)
    typed = form_of(manager.get("/settings/providers/")) | {"providers[0].credentials": "DO", "save": "1"}
    assert manager.post("/settings/providers/", typed).status_code == 302
    with acting(filled["manager"]):
        assert open_house().providers[0].credentials == "DO"
    assert kept(filled) == before


def test_a_provider_changes_their_own_and_nobody_elses(
    filled: Members, signed_in: Callable[[Membership], Client]
) -> None:
    clinician = signed_in(filled["clinician"])
    assert choose(clinician, ink()).status_code == 403
    with acting(filled["manager"]):
        let_sign_as(filled["clinician"], NPI)
    assert choose(clinician, ink()).status_code == 302
    assert choose(signed_in(filled["biller"]), ink()).status_code == 403


@pytest.mark.parametrize(("signed_as", "shown"), [(NPI, True), ("1760244180", False)])
def test_it_stands_only_on_papers_of_visits_that_its_provider_signed(
    filled: Members, example: VisitFile, signed_as: str, shown: bool
) -> None:
    with acting(filled["manager"]):
        keep_signature(NPI, ink())
    visit = signed_visit(filled["clinician"], example)
    with acting(filled["clinician"]):
        Visit.objects.filter(pk=visit.pk).update(signed_as=signed_as)
        opened = open_visit(Visit.objects.select_related("patient").get(pk=visit.pk))
        made = opened.make("MW-000001", frozenset(), frozenset())
    assert bool(opened.signatures) == shown
    assert (b"/DCTDecode" in made.files["superbill.pdf"]) == shown
