"""Whether each diagnosis is a code that an insurer takes on the day, and whether they may stand together."""

from collections.abc import Iterable, Iterator

from makewhole.rules import icd10cm

from ._facts import Facts
from ._registry import Fault, check


@check("diagnosis/none")
def none(facts: Facts) -> Iterator[Fault]:
    if not facts.visit.diagnoses:
        yield Fault(
            "visit.diagnoses",
            "No diagnosis is given; a claim without one is sent back.",
            "Add the diagnoses treated at this visit, the main one first.",
        )


@check("diagnosis/needs-more-characters")
def needs_more_characters(facts: Facts) -> Iterator[Fault]:
    for where, code in _codes(facts):
        if icd10cm.status(code, facts.on) == "category":
            beneath = ", ".join(child.code for child in icd10cm.children(code, facts.on, limit=8))
            yield Fault(
                where,
                f"{code} is a category, not a code that can be billed.",
                f"Choose the code beneath it that the record supports: {beneath}.",
            )


@check("diagnosis/unknown-code")
def unknown_code(facts: Facts) -> Iterator[Fault]:
    for where, code in _codes(facts):
        if icd10cm.status(code, facts.on) == "unknown":
            yield Fault(where, f"{code} is in no release of ICD-10-CM that is loaded.", "Check the code for a slip.")


@check("diagnosis/expired")
def expired(facts: Facts) -> Iterator[Fault]:
    for where, code in _codes(facts):
        if icd10cm.status(code, facts.on) == "expired":
            yield Fault(
                where,
                f"{code} was no longer valid on the date of service.",
                "Choose the code that replaced it; releases change on 1 October and 1 April.",
            )


@check("diagnosis/not-yet-valid")
def not_yet_valid(facts: Facts) -> Iterator[Fault]:
    for where, code in _codes(facts):
        if icd10cm.status(code, facts.on) == "not-yet-valid":
            yield Fault(
                where,
                f"{code} was not yet valid on the date of service.",
                "Choose the code that was in force on that day.",
            )


@check("diagnosis/release-not-loaded")
def release_not_loaded(facts: Facts) -> Iterator[Fault]:
    if facts.visit.diagnoses and not icd10cm.release_known(facts.on):
        yield Fault(
            "visit.date",
            "The ICD-10-CM release of the date of service is not loaded; the codes were checked against another.",
            "Compile the release into the index, or check the codes by hand.",
        )


@check("diagnosis/unspecified")
def unspecified(facts: Facts) -> Iterator[Fault]:
    vague = facts.rule("scrubber/diagnosis/unspecified")["codes"]
    for where, code in _codes(facts):
        if code in vague:
            yield Fault(
                where,
                f"{code} is an unspecified diagnosis; insurers often refuse it for this treatment.",
                "If the record says more (severity, episode, side), use the code that says it too; never guess.",
            )


@check("diagnosis/external-cause-first")
def external_cause_first(facts: Facts) -> Iterator[Fault]:
    yield from _first(
        facts,
        "external-cause-first",
        "{code} says how something happened; it cannot be the first diagnosis.",
        "Put the condition treated first.",
    )


@check("diagnosis/symptom-first")
def symptom_first(facts: Facts) -> Iterator[Fault]:
    yield from _first(
        facts,
        "symptom-first",
        "{code} is a symptom; as first diagnosis it does not show what was treated.",
        "Put the established diagnosis first, if the record has one.",
    )


@check("diagnosis/status-first")
def status_first(facts: Facts) -> Iterator[Fault]:
    yield from _first(
        facts,
        "status-first",
        "{code} only adds to another diagnosis; it cannot carry the claim as the first.",
        "Put the condition treated first and this one after it.",
    )


@check("diagnosis/non-adherence")
def non_adherence(facts: Facts) -> Iterator[Fault]:
    prefixes = facts.rule("scrubber/diagnosis/non-adherence")["starts-with"]
    for where, code in _codes(facts):
        if code.startswith(prefixes):
            yield Fault(
                where,
                f"{code} says that treatment was not taken as prescribed; insurers read it as a reason why earlier "
                "treatment failed.",
                "Keep it only if it is true today; it is not a way to write treatment resistance.",
            )


@check("diagnosis/conflicting-pair")
def conflicting_pair(facts: Facts) -> Iterator[Fault]:
    listed = list(_codes(facts))
    for one, other in facts.rule("scrubber/diagnosis/conflicting-pair")["pairs"]:
        firsts = [code for _, code in listed if code.startswith(one)]
        for where, second in listed if firsts else ():
            if second.startswith(other):
                yield Fault(
                    where,
                    f"{firsts[0]} and {second} exclude each other in ICD-10-CM.",
                    "Keep the one that the record supports.",
                )


def _codes(facts: Facts) -> Iterable[tuple[str, str]]:
    return ((f"visit.diagnoses[{index}].code", diagnosis.code) for index, diagnosis in enumerate(facts.visit.diagnoses))


def _first(facts: Facts, rule: str, says: str, remedy: str) -> Iterator[Fault]:
    held = facts.rule(f"scrubber/diagnosis/{rule}")
    for where, code in list(_codes(facts))[:1]:
        if code.startswith(held["starts-with"]) and code not in held.get("except", ()):
            yield Fault(where, says.format(code=code), remedy)
