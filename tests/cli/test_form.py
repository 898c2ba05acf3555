"""makewhole form and packet --form, as someone at a desk uses them."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run, Write
from tests.documents.forms.lookalikes import labels_in_cells, labels_left
from tests.documents.forms.made import Sheet, pdf_of


@pytest.fixture
def form(folder: Path) -> str:
    (folder / "claim form.pdf").write_bytes(pdf_of(labels_left()))
    return "claim form.pdf"


def test_inspect_says_of_each_field_what_it_would_hold(form: str, run: Run) -> None:
    told = json.loads(run("form", "inspect", form, "--json").stdout)
    (first,) = [each for each in told["fields"] if each["name"] == "untitled1"]
    assert first["label"] == "Last Name:"
    assert first["value"] == "subscriber.name_last"
    assert first["filled"]
    assert 0.7 <= first["confidence"] <= 1
    words = run("form", "inspect", form)
    assert "\u2713 p1 untitled1" in words.stdout


def test_the_named_values_are_printed_without_a_form(folder: Path, run: Run) -> None:
    names = {each["name"] for each in json.loads(run("form", "inspect", "--values", "--json").stdout)}
    assert {"patient.name", "service_line[n].charge", "practice.tax_id", "accident.any"} <= names
    assert "patient.name_last" in run("form", "inspect", "--values").stdout
    assert run("form", "inspect").exit_code == 2


def test_fill_writes_a_new_file_and_says_what_stays_open(form: str, write: Write, run: Run, folder: Path) -> None:
    visit, before = write("b.json"), (folder / form).read_bytes()
    done = run("form", "fill", form, visit, "-o", "out.pdf", "--flatten")
    assert done.exit_code == 0, done.output
    assert (folder / "out.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / form).read_bytes() == before
    assert "for the patient to answer: whether" in done.stderr
    assert "to sign by pen, place 1: page 1, bottom center" in done.stderr
    told = json.loads(run("form", "fill", form, visit, "-o", "out.pdf", "--json").stdout)
    assert {"written", "empty", "signatures", "attachment"} <= told.keys()


def test_a_mapping_is_written_corrected_and_used(form: str, write: Write, run: Run, folder: Path) -> None:
    visit = write("b.json")
    run("form", "inspect", form, "--map", "own.toml")
    text = (folder / "own.toml").read_text()
    (folder / "own.toml").write_text(text.replace('"untitled1" = "subscriber.name_last"', '"untitled1" = ""'))
    told = json.loads(run("form", "fill", form, visit, "-o", "o.pdf", "--map", "own.toml", "--json").stdout)
    assert "untitled1" not in {each["field"] for each in told["written"]}


def test_what_cannot_be_used_is_said_in_a_line(form: str, write: Write, run: Run, folder: Path) -> None:
    visit = write("b.json")
    (folder / "other.pdf").write_bytes(pdf_of(labels_in_cells()))
    run("form", "inspect", form, "--map", "own.toml")
    for arguments, says in (
        (("inspect", visit), "is damaged, or is no PDF"),
        (("inspect", "nowhere.pdf"), "No such file"),
        (("fill", "other.pdf", visit, "-o", "o.pdf", "--map", "own.toml"), "was made for another form"),
        (("fill", form, visit, "-o", "o.pdf", "--answer", "weather=fine"), "no such question"),
        (("fill", form, visit, "-o", "o.pdf", "--answer", "accident.any=perhaps"), "no such question"),
    ):
        done = run("form", *arguments)
        assert done.exit_code == 2
        assert says in done.output
        assert "Traceback" not in done.output
    assert not (folder / "o.pdf").exists()


def test_a_packet_holds_the_insurers_form_bound_and_as_its_own_file(
    form: str, write: Write, run: Run, folder: Path
) -> None:
    visit = write("b.json")
    done = run("packet", visit, "-o", "out", "--form", form, "--answer", "accident.any=no")
    assert done.exit_code in (0, 1), done.output
    (made,) = (folder / "out").iterdir()
    assert (made / "insurer-form.pdf").read_bytes().startswith(b"%PDF")
    packet = json.loads((made / "packet.json").read_text())
    order = [each["name"] for each in packet["documents"]]
    assert order.index("superbill") < order.index("insurer_form") < order.index("cms1500")
    asked = [each for each in packet["findings"] if each["rule"] == "forms/insurer-form/for-the-patient"]
    assert len(asked) == 1
    assert "already made" in run("packet", visit, "-o", "out", "--form", form, "--answer", "accident.any=no").output
    again = run("packet", visit, "-o", "out", "--form", form, "--answer", "accident.any=yes").output
    assert "already made" not in again


@pytest.mark.parametrize(
    "verb", ["packet {visit} -o out", "cms1500 {visit} -o o.pdf", "form fill {form} {visit} -o o.pdf"]
)
def test_answers_that_contradict_each_other_are_refused(
    form: str, write: Write, run: Run, folder: Path, verb: str
) -> None:
    visit = write("b.json")
    given = [word.format(form=form, visit=visit) for word in verb.split()]
    done = run(*given, "--answer", "accident.any=no", "--answer", "accident.auto=yes")
    assert done.exit_code != 0
    assert "no accident was the cause, and also that one was" in done.stderr
    assert not (folder / "o.pdf").exists()


def test_what_the_patient_said_stands_on_the_cms1500_and_keeps_an_accident_off_the_wire(
    write: Write, run: Run, folder: Path
) -> None:
    visit = write("b.json")
    run("packet", visit, "-o", "no", "--answer", "accident.any=no")
    (calm,) = (folder / "no").iterdir()
    assert (calm / "claim.837").exists()
    run("packet", visit, "-o", "yes", "--answer", "accident.auto=yes")
    (crashed,) = (folder / "yes").iterdir()
    assert not (crashed / "claim.837").exists()
    findings = json.loads((crashed / "packet.json").read_text())["findings"]
    assert any("accident.auto is answered with yes" in each["says"] for each in findings)
    told = run("cms1500", visit, "-o", "form.pdf", "--answer", "accident.any=no").stderr
    assert "item 10a: left to the pen" in told
    assert "item 10b" not in told
    refused = run("packet", visit, write("c.json", {"visit.number": "V-9"}), "-o", "x", "--answer", "accident.any=no")
    assert refused.exit_code == 2
    assert "give one VISIT" in refused.output


def test_a_box_that_was_moved_makes_the_packet_anew(write: Write, run: Run, folder: Path) -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Patient's Name:")
    sheet.rule(130, 720, 300, 720)
    (folder / "flat.pdf").write_bytes(pdf_of(sheet))
    visit = write("b.json")
    run("form", "inspect", "flat.pdf", "--map", "own.toml")
    given = ("packet", visit, "-o", "out", "--form", "flat.pdf", "--map", "own.toml")
    assert run(*given).exit_code in (0, 1)
    assert "already made" in run(*given).output
    mapping = folder / "own.toml"
    moved = re.sub(r'(= \["text", 1, )[\d.]+', r"\g<1>150.0", mapping.read_text())
    assert moved != mapping.read_text()
    mapping.write_text(moved)
    assert "already made" not in run(*given).output


def test_a_map_without_a_form_is_a_slip(write: Write, run: Run) -> None:
    done = run("packet", write("b.json"), "-o", "out", "--map", "own.toml")
    assert done.exit_code == 2
    assert "--form" in done.output
