"""Exports of practice systems: read whatever they are written in, understood, and never guessed at silently."""

import tracemalloc
from collections.abc import Iterator
from decimal import Decimal

import pytest

from makewhole.exchange.brought import Brought
from makewhole.exchange.csv import Row, guess, open_table, people, rows, to_csv
from makewhole.records import InvalidRecord

HEADER = "Last Name,First Name,DOB,Gender,Address 1,City,State,Zip,Mobile Phone,MRN,Insurance,Policy Number"
ROSA = 'Núñez,Rosa,3/9/1984,Female,"47 Alder Lane, Apt 2",Pittsford,New York,14534,(555) 010-0131,A17,Aetna,W123456789'


def read(raw: bytes) -> list[Brought]:
    table = open_table(raw)
    found = list(rows(raw, table))
    columns = {each.number: each.field for each in guess(table.header, [row.cells for row in found]) if each.field}
    return list(people(found, columns))


def one(line: str) -> Brought:
    (found,) = read(f"{HEADER}\n{line}\n".encode())
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_one_file_is_read_alike_in_every_encoding_delimiter_and_line_end(
    encoding: str, delimiter: str, ending: str
) -> None:
    plain = ROSA.replace('"47 Alder Lane, Apt 2"', "47 Alder Lane")
    lines = [HEADER.replace(",", delimiter), plain.replace(",", delimiter)]
    (found,) = read((ending.join(lines) + ending).encode(encoding))
    assert found.patient
    assert str(found.patient.name) == "Rosa Núñez"
    assert found.coverages[0].payer == "aetna"


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_breaks() -> None:
    table = open_table(b'a,b\n"x, ""y""\nz",2\n')
    assert list(rows(b'a,b\n"x, ""y""\nz",2\n', table)) == [Row(2, ('x, "y"\nz', "2"))]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3/9/1984", "1984-03-09"),
        ("03/09/84", "1984-03-09"),
        ("03-09-1984", "1984-03-09"),
        ("1984-03-09", "1984-03-09"),
        ("1984-03-09 00:00:00", "1984-03-09"),
        ("3/9/1984 0:00", "1984-03-09"),
        ("19840309", "1984-03-09"),
        ("03091984", "1984-03-09"),
        ("Mar 9, 1984", "1984-03-09"),
        ("9 March 1984", "1984-03-09"),
        ("1/2/03", "2003-01-02"),
        ("1/2/31", "1931-01-02"),
    ],
)
def test_a_date_of_birth_in_any_us_form_is_that_day(written: str, day: str) -> None:
    found = one(ROSA.replace("3/9/1984", f'"{written}"'))
    assert found.patient
    assert found.patient.date_of_birth.isoformat() == day


@pytest.mark.parametrize("written", ["31/12/1984", "2/30/1984", "12/1984", "unknown", "30742", "1/2/2090"])
def test_a_day_that_cannot_be_told_stops_the_row_and_says_so(written: str) -> None:
    found = one(ROSA.replace("3/9/1984", written))
    assert found.patient is None
    assert [each.field for each in found.problems] == ["date_of_birth"]
    assert written not in str(found.problems)


@pytest.mark.parametrize(
    ("written", "payer", "plan_type"),
    [
        ("Medicaid of Alabama", "medicaid", "medicaid"),
        ("Blue Cross of Alabama", "bcbs-alabama", "unknown"),
        ("Delta Dental of Massachusetts", "other", "unknown"),
        ("Medicare", "medicare", "medicare"),
        ("Medicare Advantage", "medicare-advantage", "medicare_advantage"),
        ("TRICARE East", "tricare", "tricare"),
        ("CHAMPVA", "champva", "champva"),
        ("UMR", "umr", "unknown"),
        ("Humana Medicare Advantage", "other", "unknown"),
        ("Mutual of Omaha Medicare Supplement", "other", "unknown"),
    ],
)
def test_an_insurer_is_taken_only_where_the_name_points_to_one_alone(written: str, payer: str, plan_type: str) -> None:
    (coverage,) = one(ROSA.replace("Aetna", written)).coverages
    assert (coverage.payer, coverage.plan_type, coverage.payer_name) == (payer, plan_type, written)


def test_a_leading_zero_that_a_spreadsheet_took_from_a_zip_code_comes_back_only_where_zips_begin_with_it() -> None:
    ours = one(ROSA.replace("New York,14534", "MA,1887"))
    assert ours.patient
    assert ours.patient.address.zip == "01887"
    assert one(ROSA.replace("14534", "1453")).patient is None


def test_a_faulty_value_that_nobody_needs_is_left_out_and_named() -> None:
    found = one(ROSA.replace("(555) 010-0131", "call her sister"))
    assert found.patient
    assert found.patient.phone is None
    assert [each.field for each in found.left_out] == ["phone"]


def test_every_fault_of_a_row_is_told_not_only_the_first() -> None:
    found = one(",Rosa,tomorrow,Female,,Pittsford,Utopia,14534,,A17,,")
    assert {each.field for each in found.problems} == {
        "name.last",
        "date_of_birth",
        "address.line1",
        "address.state",
    }


def test_a_coverage_without_its_member_id_is_left_out_and_the_patient_stays() -> None:
    found = one(ROSA.replace("W123456789", ""))
    assert found.patient
    assert not found.coverages
    assert [each.field for each in found.left_out] == ["coverage.member_id"]


def test_a_policy_of_someone_unnamed_is_never_given_to_the_patient() -> None:
    (found,) = read(f"{HEADER},Relationship\n{ROSA},Spouse\n".encode())
    assert found.patient
    assert not found.coverages
    assert [each.field for each in found.left_out] == ["coverage.subscriber"]


def test_a_row_with_too_many_or_too_few_cells_is_told_by_its_number() -> None:
    found = read(f"{HEADER}\n{ROSA}\n{ROSA},extra\nRosa\n\n{ROSA}\n".encode())
    assert [(each.where, each.patient is None) for each in found] == [
        ("2", False),
        ("3", True),
        ("4", True),
        ("6", False),
    ]


def test_a_quote_that_is_never_closed_does_not_lose_the_rows_before_it_silently() -> None:
    raw = f'{HEADER}\n{ROSA}\n"{"x" * 200_000}\n'.encode()
    table = open_table(raw)
    found = list(rows(raw, table))
    assert found[0].fault is None
    assert found[-1].fault


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"  \n",
        b"one column\n1\n",
        b"PK\x03\x04rest",
        b",,\n1,2,3\n",
        b"a,b\n\x00\x00",
        b"a,b\n\x81\x8d\n",
        b"\xff\xfea\x00,\x00\x00\xd8",
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(raw: bytes) -> None:
    with pytest.raises(InvalidRecord) as refused:
        open_table(raw)
    assert all(problem.remedy for problem in refused.value.problems)


def test_columns_are_guessed_by_name_first_and_by_value_where_the_name_says_nothing() -> None:
    header = ("Pt Last Name", "fname", "c3", "c4", "c5", "Appointment date", "c7")
    sample = [(f"Last{n}", "Ann", f"3/{n + 1}/1984", "F", "NY", f"3/{n + 1}/1984", "hello") for n in range(5)]
    found = {header[each.number]: (each.field, each.because) for each in guess(header, sample)}
    assert found == {
        "Pt Last Name": ("name.last", "name"),
        "fname": ("name.first", "name"),
        "c3": ("date_of_birth", "values"),
        "c4": ("sex", "values"),
        "c5": ("address.state", "values"),
        "Appointment date": ("", ""),
        "c7": ("", ""),
    }
    percents = {header[each.number]: each.percent for each in guess(header, sample)}
    assert percents["fname"] > percents["Pt Last Name"] > percents["c3"] > percents["c7"] == 0


def test_no_field_is_guessed_for_two_columns() -> None:
    found = [each.field for each in guess(("Phone", "Mobile", "Cell", "DOB", "Date of Birth"), ())]
    assert sorted(each for each in found if each) == ["date_of_birth", "phone"]


def test_one_cell_of_three_words_is_no_name_until_someone_says_which_is_which() -> None:
    header = "Patient,DOB,Sex,Address,City,State,Zip,MRN"
    rest = "3/9/1984,F,47 Alder Lane,Pittsford,NY,14534,A1"
    clear, unclear = read(f'{header}\n"Vance, Marisol T",{rest}\nMarisol Vance Whitaker,{rest}\n'.encode())
    assert clear.patient
    assert (clear.patient.name.first, clear.patient.name.middle, clear.patient.name.last) == ("Marisol", "T", "Vance")
    assert unclear.patient is None
    assert any(each.field == "name" for each in unclear.left_out)


def test_fifty_thousand_rows_are_read_without_holding_them() -> None:
    raw = f"{HEADER}\n".encode() + f"{ROSA}\n".encode() * 50_000
    table = open_table(raw)
    columns = {each.number: each.field for each in guess(table.header, ()) if each.field}

    def peak(found: Iterator[Brought], count: int) -> int:
        tracemalloc.start()
        for _ in range(count):
            assert next(found).patient
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert sum(1 for _ in rows(raw, table)) == 50_000
    few, many = peak(people(rows(raw, table), columns), 200), peak(people(rows(raw, table), columns), 4_000)
    assert many < few + 200_000


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_is_written_that_a_spreadsheet_would_run(cell: str) -> None:
    written = to_csv(("a", cell), [("x", cell)])
    assert f'"{cell}"' not in written
    assert written.count(f'"\'{cell}"') == 2


def test_an_amount_stays_a_number_in_a_spreadsheet() -> None:
    assert to_csv(("paid",), [(Decimal("-25.00"),), ("-25.00",)]).splitlines()[1:] == ['"-25.00"', '"\'-25.00"']


def test_what_is_written_reads_back_as_it_was() -> None:
    cells = ('say "hi"', "a,b", "two\nlines", "Núñez")
    raw = to_csv(("w", "x", "y", "z"), [cells]).encode()
    assert [row.cells for row in rows(raw, open_table(raw))] == [cells]
