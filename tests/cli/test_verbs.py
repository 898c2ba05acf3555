"""What each verb says, to people and to programs, and the code it exits with."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.judges.pdfs import text_of

from .conftest import Run, Write, changed


def test_code_says_each_line_with_its_reasons(folder: Path, run: Run) -> None:
    done = run("code", "visit.json")
    assert done.exit_code == 0
    assert "96365" in done.stdout
    assert "because Ketamine hydrochloride ran 45 minutes" in done.stdout
    assert "[coding/infusion/first-hour-minimum]" in done.stdout
    assert "475.00   in all" in done.stdout
    assert done.stderr == ""


def test_every_rule_that_code_names_can_be_explained(folder: Path, run: Run) -> None:
    coded = json.loads(run("code", "visit.json", "--json").stdout)
    rules = {why["rule"] for line in coded["lines"] for why in line["because"] if why["rule"]}
    assert rules
    for rule in rules:
        explained = run("explain", rule)
        assert explained.exit_code == 0
        assert "source: " in explained.stdout


def test_code_prints_a_line_of_json_for_each_visit(run: Run, write: Write) -> None:
    write("b.json", {"visit.number": "V-2"})
    done = run("code", "--json", "visit.json", "gone.json", "b.json")
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["visit_number"], third["visit_number"]) == ("V-2026-0187", "V-2")
    assert second == {
        "source": "gone.json",
        "problems": [{"field": "input", "says": "is not there.", "remedy": "Check the path."}],
    }
    assert done.stderr == ""
    assert done.exit_code == 2


def test_a_visit_that_cannot_be_priced_exits_1(run: Run, write: Write) -> None:
    write("b.json", {"visit.pricing": {"kind": "all_inclusive", "name": "Another price"}})
    done = run("code", "b.json")
    assert done.exit_code == 1
    assert "In the way" in done.stdout


def test_a_visit_is_read_from_standard_input(folder: Path, run: Run) -> None:
    done = run("code", "-", input=json.dumps(changed()))
    assert done.exit_code == 0
    assert "Visit V-2026-0187" in done.stdout


def test_what_is_wrong_on_standard_input_is_said_so(folder: Path, run: Run) -> None:
    done = run("code", "-", input="{")
    assert done.exit_code == 2
    assert done.stderr.startswith("makewhole: standard input is not valid JSON at line 1, column 2.")


def test_all_that_is_wrong_with_a_file_is_one_list(run: Run, write: Write) -> None:
    write("b.json", {"visit.date": "tomorrow", "patient": None})
    done = run("code", "b.json")
    assert done.exit_code == 2
    assert done.stdout == ""
    head, *rest = done.stderr.splitlines()
    assert head == "makewhole: b.json: 2 things to mend"
    assert {line.split(":")[0] for line in rest} == {"  visit.date", "  patient"}


def test_a_visit_of_tomorrow_is_refused(run: Run, write: Write) -> None:
    write("b.json", {"visit.date": (date.today() + timedelta(days=1)).isoformat()})
    done = run("code", "b.json")
    assert (done.exit_code, done.stderr) == (
        2,
        "makewhole: b.json: visit.date: the visit lies in the future. Check the year.\n",
    )


def test_a_leap_day_is_a_day(run: Run, write: Write) -> None:
    write("b.json", {"visit.date": "2024-02-29", "scores": [], "plan": None})
    assert "29 Feb 2024" in run("code", "b.json").stdout
    write("c.json", {"visit.date": "2023-02-29"})
    assert "visit.date" in run("code", "c.json").stderr


def test_check_of_a_clean_visit_exits_0(folder: Path, run: Run) -> None:
    done = run("check", "visit.json")
    assert (done.exit_code, done.stdout) == (0, "Visit V-2026-0187: nothing found.\n")


def test_check_names_field_rule_and_remedy(run: Run, write: Write) -> None:
    write("b.json", {"visit.diagnoses": [{"code": "F33"}]})
    done = run("check", "b.json")
    assert done.exit_code == 1
    found = json.loads(run("check", "b.json", "--json").stdout)
    assert [*found[0]] == ["severity", "rule", "where", "says", "remedy"]
    for finding in found:
        assert all(finding[part] in done.stdout for part in ("where", "rule", "remedy"))


def test_check_compares_with_an_earlier_visit(run: Run, write: Write) -> None:
    write("again.json", {"visit.number": "V-2"})
    alone = json.loads(run("check", "again.json", "--json").stdout)
    done = run("check", "again.json", "--earlier", "visit.json", "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)) > len(alone)


@pytest.mark.parametrize("arguments", [["gone.json"], ["visit.json", "--earlier", "gone.json"]])
def test_check_of_what_cannot_be_read_exits_2(folder: Path, run: Run, arguments: list[str]) -> None:
    done = run("check", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", "makewhole: gone.json is not there. Check the path.\n")
    assert json.loads(run("check", *arguments, "--json").stdout)["source"] == "gone.json"


@pytest.mark.parametrize("verb", ["code", "check", "cms1500", "superbill", "packet"])
def test_a_visit_from_before_the_rules_is_told_under_its_name(run: Run, write: Write, verb: str) -> None:
    write("old.json", {"visit.date": "1999-12-31", "patient": "patient.toml"})
    done = run(verb, "old.json", *([] if verb in ("code", "check") else ["-o", "out"]))
    assert done.exit_code == 2
    assert done.stderr.startswith("makewhole: old.json: ")
    assert "visit.date: lies outside the years" in done.stderr
    if verb in ("code", "check"):
        assert json.loads(run(verb, "old.json", "--json").stdout)["source"] == "old.json"


def test_superbill_holds_every_visit(folder: Path, run: Run, write: Write) -> None:
    write("b.json", {"visit.number": "V-2", "visit.date": "2026-11-09", "visit.payments": [], "visit.screenings": []})
    done = run("superbill", "visit.json", "b.json", "-o", "both.pdf")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "both.pdf\n", "")
    text = text_of(Path("both.pdf").read_bytes())
    assert "11/12/2026" in text
    assert "11/09/2026" in text


def test_superbill_with_one_bad_visit_writes_nothing(folder: Path, run: Run) -> None:
    done = run("superbill", "visit.json", "gone.json", "-o", "both.pdf")
    assert done.exit_code == 2
    assert not Path("both.pdf").exists()


def test_a_document_can_go_to_standard_output(folder: Path, run: Run) -> None:
    done = run("superbill", "visit.json", "-o", "-")
    assert done.stdout_bytes.startswith(b"%PDF-")
    assert done.stdout_bytes.rstrip().endswith(b"%%EOF")


def test_cms1500_names_what_is_left_to_the_pen(folder: Path, run: Run) -> None:
    done = run("cms1500", "visit.json", "-o", "form.pdf")
    assert (done.exit_code, done.stdout) == (0, "form.pdf\n")
    assert "item 13: left to the pen" in done.stderr
    assert "W123456789" in text_of(Path("form.pdf").read_bytes())


def test_the_sheet_that_lines_up_the_printer_needs_no_visit(folder: Path, run: Run) -> None:
    done = run("cms1500", "--sheet", "-o", "sheet.pdf")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "sheet.pdf\n", "")
    assert Path("sheet.pdf").read_bytes().startswith(b"%PDF-")


def test_the_form_itself_needs_its_visit(folder: Path, run: Run) -> None:
    done = run("cms1500", "-o", "form.pdf")
    assert done.exit_code == 2
    assert "VISIT" in done.stderr
    assert not Path("form.pdf").exists()


@pytest.mark.parametrize("verb", ["superbill", "cms1500", "packet"])
def test_without_coverage_there_is_no_claim(run: Run, write: Write, verb: str) -> None:
    write("b.json", {"coverages": []})
    done = run(verb, "b.json", "-o", "out")
    assert done.exit_code == 2
    assert "coverages" in done.stderr
    assert not Path("out").exists() or not list(Path("out").iterdir())


def test_schema_is_json_schema_of_any_record(run: Run) -> None:
    whole = json.loads(run("schema").stdout)
    assert {"practice", "patient", "visit"} <= whole["properties"].keys()
    assert "date_of_birth" in json.loads(run("schema", "Patient").stdout)["properties"]


def test_an_unknown_record_is_answered_with_the_known(run: Run) -> None:
    done = run("schema", "Nothing")
    assert done.exit_code == 2
    assert "VisitFile" in done.stderr


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("96365", "coding/codes/infusion/96365"),
        ("j2405", "Ondansetron"),
        ("F33.2", "billable"),
        ("f332", "billable"),
        ("F33", "not billable"),
        ("coding/infusion/first-hour-minimum", "16"),
    ],
)
def test_explain_knows_codes_and_rules(run: Run, name: str, says: str) -> None:
    done = run("explain", name)
    assert done.exit_code == 0
    assert says in done.stdout


@pytest.mark.parametrize("name", ["", "Nothing", "coding/nothing", "../rules", "coding/infusion/nothing", "\0"])
def test_explain_of_the_unknown_exits_1(run: Run, name: str) -> None:
    done = run("explain", name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("makewhole: ")


def test_demo_leaves_a_packet_and_an_input_to_go_on_with(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "new" / "demo"
    done = run("demo", "-o", str(out))
    assert done.exit_code == 0
    assert (out / "packet.pdf").read_bytes().startswith(b"%PDF-")
    assert run("check", str(out / "visit.json")).exit_code in (0, 1)


def test_a_mistyped_verb_is_answered_with_the_nearest(run: Run) -> None:
    done = run("pakcet")
    assert done.exit_code == 2
    assert "packet" in done.stderr.splitlines()[-1]
