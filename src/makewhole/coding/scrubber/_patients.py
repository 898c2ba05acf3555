"""Whether two visit files speak of one patient of one practice."""

from makewhole.records import VisitFile


def same_patient(one: VisitFile, other: VisitFile) -> bool:
    """By the practice and its account number for the patient, or by name and date of birth."""
    if one.practice.npi != other.practice.npi:
        return False
    a, b = one.patient, other.patient
    return a.account_number == b.account_number or (
        a.date_of_birth == b.date_of_birth
        and a.name.first.casefold() == b.name.first.casefold()
        and a.name.last.casefold() == b.name.last.casefold()
    )
