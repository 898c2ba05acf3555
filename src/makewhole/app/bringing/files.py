"""The file itself: taken in, read again, looked through, and let go."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from makewhole.app.accounts.models import Practice
from makewhole.app.vault import audit, blobs
from makewhole.app.vault.acting import acting_as_service, current
from makewhole.app.vault.sealed import open_record, seal_record
from makewhole.errors import InvalidRecord, Problem
from makewhole.exchange import csv, fhir
from makewhole.exchange.brought import Brought

from .facts import Facts, Told
from .models import Bringing, ColumnChoice

MOST_TOLD = 200
MOST_MENDED = 10
SAMPLE = 50
NOT_BEGUN = (Bringing.State.COLUMNS, Bringing.State.READY)
KEPT = timedelta(days=14)
"""How long a file waits that was chosen and not brought in."""


class Refused(NamedTuple):
    """A row that cannot be brought in: its number, its cells as many as the header has, and what is wrong."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


def take_in(name: str, contents: Sequence[bytes]) -> Bringing:
    """Seal a file (or several FHIR files that belong together) for the acting practice, and find out how to read it.

    A FHIR file is looked through at once; a CSV waits for its columns. Raises InvalidRecord for what is neither.
    """
    if contents and all(content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" for content in contents):
        fhir.read_patients(*contents)
        return _sealed(Facts(name=name, form="fhir"), _together(contents), Bringing.State.READY)
    if len(contents) != 1:
        raise InvalidRecord([Problem("file", "is one of several.", "Bring CSV files one at a time.")])
    table = csv.open_table(contents[0])
    facts = Facts(name=name, form="csv", header=table.header, encoding=table.encoding, delimiter=table.delimiter)
    return _sealed(facts, contents[0], Bringing.State.COLUMNS)


def facts_of(row: Bringing) -> Facts:
    """How a file is read and what was found in it."""
    return open_record(row, Facts)


def sample(row: Bringing) -> list[tuple[str, ...]]:
    """The first rows of a CSV file, as they stand."""
    return [each.cells for each in islice(csv.rows(_content(row), _table(facts_of(row))), SAMPLE) if not each.fault]


def everyone(row: Bringing, facts: Facts, start: int = 0) -> Iterator[Brought]:
    """Everyone in a file, in its order, from the person numbered `start` on."""
    if facts.form == "fhir":
        return iter(fhir.read_patients(_content(row)).people[start:])
    return csv.people(islice(_rows(row, facts), start, None), facts.columns, _account(row))


def refused(row: Bringing, facts: Facts) -> list[Refused]:
    """The first rows of a CSV file that cannot be brought in as they stand, with their cells and faults."""
    found: list[Refused] = []
    for each in _rows(row, facts):
        (someone,) = csv.people([each], facts.columns, _account(row))
        if someone.patient is None and each.cells:
            width = len(facts.header)
            cells = (*each.cells, *[""] * width)[:width]
            found.append(Refused(each.number, cells, someone.problems))
        if len(found) == MOST_MENDED:
            break
    return found


def mend(row: Bringing, cells: Mapping[int, tuple[str, ...]]) -> Facts:
    """Take these cells for the rows with these numbers, and look the file through again."""
    facts = facts_of(row)
    seal_record(row, facts.model_copy(update={"mended": {**facts.mended, **cells}}))
    return look_through(row, facts.columns)


def look_through(row: Bringing, columns: Mapping[int, str]) -> Facts:
    """Read all of a file with these columns, and keep what is found: how many are usable, and every fault."""
    facts = facts_of(row).model_copy(update={"columns": dict(columns)})
    usable = refused = covered = 0
    stopping: list[Told] = []
    noted: list[Told] = []
    counted = 0
    for each in everyone(row, facts):
        usable += each.patient is not None
        refused += each.patient is None
        covered += bool(each.patient and each.coverages)
        counted += len(each.problems) + len(each.left_out)
        for kept, faults in ((stopping, each.problems), (noted, each.left_out)):
            room = MOST_TOLD - len(kept)
            kept += [_told(each.where, fault, stops=kept is stopping) for fault in faults[:room]]
    told = (*stopping, *noted)
    alone = fhir.read_patients(_content(row)).left_alone if facts.form == "fhir" else {}
    found = {"usable": usable, "refused": refused, "with_coverage": covered}
    found |= {"more_told": counted - len(told)}
    facts = facts.model_copy(update=found | {"told": told, "left_alone": dict(alone)})
    seal_record(row, facts)
    row.state, row.people, row.refused = Bringing.State.READY, usable + refused, refused
    row.save()
    return facts


def let_go(row: Bringing) -> None:
    """Delete the file, and rows of it that were typed anew; what came from it stays. The row still has to be saved."""
    seal_record(row, facts_of(row).model_copy(update={"mended": {}}))
    if blob := row.blob:
        row.blob = None
        row.save()
        type(blob).objects.filter(pk=blob.pk).delete()


def throw_away(row: Bringing) -> bool:
    """Delete a file of which nobody was brought in yet, with all that is known of it. False where somebody was."""
    with transaction.atomic():
        audit.take_turn()
        fresh = Bringing.objects.select_for_update(of=("self",)).select_related("blob").get(pk=row.pk)
        if fresh.state not in NOT_BEGUN:
            return False
        blob = fresh.blob
        fresh.delete()
        if blob:
            blob.delete()
    return True


def let_old_go(now: datetime | None = None) -> int:
    """Throw away, in every practice, files that were chosen and left lying. Returns how many."""
    count, since = 0, (now or timezone.now()) - KEPT
    for practice in Practice.objects.all():
        with acting_as_service(practice.pk, "throwing away a file that nobody brought in"):
            for row in Bringing.objects.filter(state__in=NOT_BEGUN, updated__lt=since):
                count += throw_away(row)
    return count


def known_columns(header: Sequence[str]) -> dict[int, str]:
    """What the practice chose the last time for a file with this header; empty the first time."""
    found = ColumnChoice.objects.filter(header=_fingerprint(header)).first()
    return open_record(found, dict[int, str]) if found else {}


def keep_columns(header: Sequence[str], columns: Mapping[int, str]) -> None:
    """Remember what was chosen, for the next file with this header."""
    mark = _fingerprint(header)
    row = ColumnChoice.objects.filter(header=mark).first() or ColumnChoice(header=mark)
    seal_record(row, dict(columns))
    row.save()


def _rows(row: Bringing, facts: Facts) -> Iterator[csv.Row]:
    """The file's rows, each as it was typed anew where it was."""
    for each in csv.rows(_content(row), _table(facts)):
        yield csv.Row(each.number, facts.mended[each.number]) if each.number in facts.mended else each


def _account(row: Bringing) -> str:
    return f"B{row.created:%y%m%d}-"


def _sealed(facts: Facts, content: bytes, state: str) -> Bringing:
    with transaction.atomic():
        blob = blobs.seal_blob(current().practice_id, content)
        row = Bringing(id=uuid4(), user_id=current().user_id, blob=blob, state=state)
        seal_record(row, facts)
        row.save()
        if facts.form == "fhir":
            look_through(row, {})
    return row


def _content(row: Bringing) -> bytes:
    if row.blob is None:
        raise InvalidRecord([Problem("file", "is not kept any more.", "Bring it again.")])
    return b"".join(blobs.open_blob(row.blob))


def _told(where: str, fault: Problem, *, stops: bool) -> Told:
    return Told(where=where, field=fault.field, says=fault.says, remedy=fault.remedy, stops=stops)


def _table(facts: Facts) -> csv.Table:
    return csv.Table(facts.header, facts.encoding, facts.delimiter)


def _together(contents: Sequence[bytes]) -> bytes:
    if len(contents) == 1:
        return contents[0]
    found: list[object] = []
    for content in contents:
        tree = json.loads(content.decode("utf-8-sig"))
        found += tree.get("entry", []) if tree.get("resourceType") == "Bundle" else [{"resource": tree}]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": found}).encode()


def _fingerprint(header: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(name.casefold() for name in header).encode()).hexdigest()
