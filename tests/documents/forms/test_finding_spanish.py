"""What a packet says of the insurer's form, in Spanish."""

import pytest
from tests.documents.forms.lookalikes import labels_left, numbered_items
from tests.documents.forms.made import Sheet, pdf_of
from tests.documents.subjects import FIELDS

from makewhole.documents.binder import builders
from makewhole.documents.forms import FormToFill, confident_mapping, propose, read_form
from makewhole.documents.forms.values.finding_spanish import form_finding_in_spanish
from makewhole.packets import build_packet
from makewhole.records import read_visit_file


def paying() -> Sheet:
    sheet = labels_left()
    sheet.words(40, 60, "I authorize payment of benefits to the physician named above. Patient's signature", 7)
    sheet.signature(40, 40, 300)
    return sheet


@pytest.mark.parametrize("sheet", [labels_left(), numbered_items(), paying()], ids=["left", "items", "paying"])
def test_every_finding_about_a_form_and_its_remedy_has_its_spanish(sheet: Sheet) -> None:
    content, file = pdf_of(sheet), read_visit_file(FIELDS)
    form = read_form(content)
    to_fill = FormToFill(content, form, confident_mapping(form, propose(form)).entries)
    wanted = set(builders()) - {"superbill"}
    made = build_packet(file, {}, file.visit.date, leave_out=wanted, form=to_fill, singles=False)
    found = [each for each in made.packet.findings if each.rule.startswith("forms/insurer-form/")]
    assert found
    for each in found:
        said, remedy = form_finding_in_spanish(each.says), form_finding_in_spanish(each.remedy)
        assert said
        assert remedy
        assert "whether" not in said
        assert "insurer's form" not in said


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("The insurer's form asks for the policy holder's telephone (“Phone”), which is not in the record.",
         "El formulario de la aseguradora pide: teléfono del titular de la póliza (“Phone”), "
         "que no consta en el expediente."),
        ("The insurer's form asks the patient whether an accident caused the condition; whether work caused it.",
         "El formulario de la aseguradora pregunta al paciente: si un accidente causó la condición; "
         "si la causó el trabajo."),
        ("The visit is not signed by the provider.", None),
    ],
)  # fmt: skip
def test_a_finding_becomes_plain_spanish(sentence: str, says: str | None) -> None:
    assert form_finding_in_spanish(sentence) == says
