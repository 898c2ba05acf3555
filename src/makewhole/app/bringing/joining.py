"""What a patient here becomes when someone in a file is the same person and what is new is taken."""

from collections.abc import Sequence
from typing import Any

from makewhole.app.vault.blind import plain
from makewhole.records import Coverage, Patient

RANKS = ("primary", "secondary", "tertiary")


def with_file(here: Patient, file: Patient) -> Patient:
    """The patient here with the file's address, and with its telephone where it gives one."""
    return here.model_copy(update={"address": file.address, "phone": file.phone or here.phone})


def coverages_with_file(ours: Sequence[Coverage], theirs: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """Every coverage here, with what the file says of the same member id, and then those that are only in the file.

    Nothing here loses its rank or a field that the file does not give. A new coverage takes the first free rank; where
    three coverages are here there is none, and it is left out.
    """
    found = list(ours)
    for each in theirs:
        if mine := same_card(each, found):
            found[found.index(mine)] = card_with_file(mine, each)
        elif free := [rank for rank in RANKS if rank not in {one.rank for one in found}]:
            found.append(each.model_copy(update={"rank": free[0]}))
    return tuple(found)


def same_card(coverage: Coverage, among: Sequence[Coverage]) -> Coverage | None:
    """The coverage with the same member id, however it is spaced."""
    wanted = plain(coverage.member_id)
    return next((each for each in among if plain(each.member_id) == wanted), None)


def card_with_file(ours: Coverage, theirs: Coverage) -> Coverage:
    """A coverage with the fields that the file gives; its rank stays, and how its member id is written."""
    given: dict[str, Any] = {name: value for name, value in theirs if value != Coverage.model_fields[name].default}
    given = {name: value for name, value in given.items() if name not in ("rank", "member_id")}
    if given["payer"] == "other" and ours.payer != "other":
        del given["payer"], given["payer_name"]  # the file's way of writing it was not understood; ours was
    joined = ours.model_copy(update=given)
    if joined.effective_from and joined.effective_until and joined.effective_until < joined.effective_from:
        old = "effective_until" if "effective_from" in given else "effective_from"
        joined = joined.model_copy(update={old: None})
    return joined
