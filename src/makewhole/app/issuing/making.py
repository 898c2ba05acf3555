"""One visit with all that its packet needs, opened as the workspace itself, whoever presses the button."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.app.clinic import live
from makewhole.app.clinic.access import sees
from makewhole.app.clinic.models import Attachment, Visit
from makewhole.app.clinic.opened import Chart, House, earlier_visits, open_chart, open_house, visit_file
from makewhole.app.clinic.uploads import FAULTS
from makewhole.app.insurers.questions import answers
from makewhole.app.setup.signatures import signatures_for
from makewhole.app.setup.wording import practice_words
from makewhole.app.vault.acting import Actor, acting, current
from makewhole.app.vault.blobs import open_blob
from makewhole.app.vault.sealed import open_record, open_records
from makewhole.coding import build_claim, code_visit
from makewhole.coding.scrubber import scrub
from makewhole.documents.apart import pages_apart
from makewhole.documents.binder import builders
from makewhole.documents.forms import FormToFill
from makewhole.documents.press import AttachedPage, AttachmentError
from makewhole.documents.subject import Subject
from makewhole.errors import MakewholeError
from makewhole.packets import MadePacket, build_packet
from makewhole.records import Attachment as AttachedRecord
from makewhole.records import Claim, Finding, VisitFile
from makewhole.records import Visit as VisitRecord

INSURER_FORM = "insurer_form"
ALWAYS = ("contents", "superbill")
"""What makes a packet a packet."""
TITLES = {
    "cover_letter": gettext_lazy("Cover letter"),
    "contents": gettext_lazy("Contents"),
    "superbill": gettext_lazy("Superbill"),
    "cms1500": gettext_lazy("CMS-1500 claim form"),
    "necessity_letter": gettext_lazy("Letter of medical necessity"),
    "treatment_plan": gettext_lazy("Treatment plan"),
    "clinical_summary": gettext_lazy("Clinical summary"),
    "policy_answers": gettext_lazy("Answers to the insurer's policy"),
    "insurer_form": gettext_lazy("The insurer's own form"),
    "receipt": gettext_lazy("Receipt"),
    "submission_sheet": gettext_lazy("How to send it (for the patient)"),
}
MISSING = {
    "cover_letter": gettext_lazy("This claim is not for the patient to send."),
    "necessity_letter": gettext_lazy("The record holds neither a treatment plan nor a history."),
    "treatment_plan": gettext_lazy("The record holds no treatment plan."),
    "clinical_summary": gettext_lazy("The record holds nothing about the visit beyond its date and diagnoses."),
}
CLINICAL: Mapping[str, tuple[tuple[str, str], ...]] = {
    # What a role must be able to see of a record before it is shown the pages made from it.
    "necessity_letter": (("history", "trials"), ("plan", "drug"), ("score", "score"), ("visit", "administrations")),
    "policy_answers": (("history", "trials"), ("plan", "drug"), ("score", "score")),
    "treatment_plan": (("plan", "drug"),),
    "clinical_summary": (("visit", "note"), ("score", "score"), ("visit", "psychotherapy")),
}
WHOLE_RECORD = tuple(dict.fromkeys(need for needs in CLINICAL.values() for need in needs))
FOR_THE_DESK = (
    "contents",
    "superbill",
    "insurer_form",
    "cms1500",
    "cms1500_red_form",
    "claim.837",
    "cover_letter",
    "receipt",
    "submission_sheet",
)
"""Documents that say no more than the desk types itself. What is in neither list is shown to who sees all."""


class NotIssuable(MakewholeError):
    """This visit cannot be issued as it stands; the message says why and what to do."""


class NotDrawn(NotIssuable):
    """A record from elsewhere, the row `record`, cannot be drawn. The message names it, so it is for no notice."""

    def __init__(self, message: str, record: UUID) -> None:
        super().__init__(message)
        self.record = record


@dataclass(frozen=True)
class Choice:
    """A document that can be chosen: its name, its title, and why it cannot be made (empty when it can)."""

    name: str
    title: str
    missing: str = ""

    @property
    def always(self) -> bool:
        return self.name in ALWAYS


@dataclass
class Opened:
    """A visit ready to be made into paper. `attached` are the rows of its records from elsewhere, `facts` theirs;
    `words` the practice's own sentences in its letters, `signatures` the pictures that its providers name, `answers`
    what the patient said to questions that only the patient can answer."""

    row: Visit
    house: House
    chart: Chart
    file: VisitFile
    earlier: list[VisitFile]
    attached: list[Attachment]
    facts: list[AttachedRecord]
    words: dict[str, str]
    signatures: dict[str, bytes]
    answers: dict[str, str]
    drawn: dict[UUID, Sequence[AttachedPage]] = field(default_factory=dict)

    def claim(self) -> Claim:
        """What is claimed for this visit."""
        return build_claim(self.file, code_visit(self.file))

    def choices(self, form: FormToFill | None = None) -> list[Choice]:
        """Every document there is, in the packet's order; the insurer's own form where one is given."""
        coded = code_visit(self.file)
        claim = build_claim(self.file, coded)
        subject = Subject(self.file, coded, claim, "", self.house.today(), self.file.patient.language)
        found = sorted(builders().items(), key=lambda each: (each[1].ORDER is None, each[1].ORDER or 0))
        choices = []
        for name, module in found:
            title = str(TITLES.get(name, name.replace("_", " ").capitalize()))
            if name == INSURER_FORM:
                choices += [Choice(name, title)] if form else []
                continue
            missing = "" if module.part(subject) else str(MISSING.get(name, _("The record does not fill it.")))
            choices.append(Choice(name, title, missing))
        return choices

    def outcome(self, role: str) -> live.Outcome:
        """Lines, sums and findings, those that `role` may see."""
        return live.judged(self.file.visit, self.house, replace(self.chart, role=role), self.earlier)

    def findings(self) -> tuple[Finding, ...]:
        """All that the scrubber finds: what decides whether a packet may be issued."""
        return scrub(self.file, code_visit(self.file), self.house.today(), self.earlier)

    @property
    def blocked(self) -> bool:
        """Whether errors stand in the way."""
        return any(each.severity == "error" for each in self.findings())

    def make(
        self,
        number: str,
        leave_out: frozenset[str],
        attachments: frozenset[UUID],
        corrects: str = "",
        form: FormToFill | None = None,
    ) -> MadePacket:
        """The packet's files, under `number`. The same visit gives the same bytes.

        Raises InvalidRecord, and NotDrawn for a record from elsewhere that cannot be drawn.
        """
        chosen = [(row, fact) for row, fact in zip(self.attached, self.facts, strict=True) if row.pk in attachments]
        records = {str(row.pk): self._pages(row, fact) for row, fact in chosen}
        bound = tuple(fact.model_copy(update={"path": str(row.pk)}) for row, fact in chosen)
        return build_packet(
            self.file.model_copy(update={"attachments": bound}),
            {**records, **self.signatures},
            self.house.today(),
            lang=self.file.patient.language,
            earlier=self.earlier,
            number=number,
            corrects=corrects,
            leave_out=leave_out,
            words=self.words,
            form=form,
            answers=self.answers,
        )

    def _pages(self, row: Attachment, fact: AttachedRecord) -> Sequence[AttachedPage]:
        if row.pk not in self.drawn:
            try:
                self.drawn[row.pk] = pages_apart(b"".join(open_blob(row.blob)), fact.title)
            except AttachmentError as refused:
                words = _("The record “%(title)s” cannot be put into the packet. %(fault)s")
                raise NotDrawn(words % {"title": fact.title, "fault": FAULTS[refused.fault]}, row.pk) from None
        return self.drawn[row.pk]


def shown_to(role: str, document: str) -> bool:
    """Whether the pages of one document of a packet are shown to a role, by what it may see of the record."""
    needed = () if document in FOR_THE_DESK else CLINICAL.get(document, WHOLE_RECORD)
    return all(sees(role, kind, field) for kind, field in needed)


@contextmanager
def as_service(why: str) -> Iterator[Actor]:
    """Let the workspace read what paper needs, beyond what the acting person's role may see. Who asked stays known."""
    actor = current()
    with acting(Actor(actor.practice_id, actor.user_id, "service"), actor.where, why) as working:
        yield working


def versions(row: Visit) -> list[UUID]:
    """This visit's id and those of the versions that it replaced, the newest first."""
    found, before = [row.pk], row.amends_id
    while before is not None:
        found.append(before)
        before = Visit.objects.values_list("amends_id", flat=True).get(pk=before)
    return found


def open_visit(row: Visit) -> Opened:
    """A signed visit with all that its packet needs. Raises NotIssuable."""
    if row.state != Visit.State.SIGNED:
        raise NotIssuable(_("Only a signed visit can be issued. Sign it, or open the version that replaced it."))
    with as_service("making a packet"):
        house = open_house()
        if not house.ready:
            raise NotIssuable(_("Fill in the practice and its providers under Settings first."))
        chart = open_chart(row.patient)
        if not chart.coverages:
            raise NotIssuable(_("This patient has no coverage on record; add the insurance card first."))
        visit = open_record(row, VisitRecord)
        house.providers, signatures = signatures_for(visit, row.signed_as, house.providers)
        file = visit_file(house, chart, visit)
        of_this = Q(visit=None) | Q(visit_id__in=versions(row))
        brought = Attachment.objects.filter(of_this, patient=row.patient, removed=None)
        attached = list(brought.select_related("blob").order_by("created"))
        facts = open_records(attached, AttachedRecord) if attached else []
        earlier = earlier_visits(row, house, chart)
        said = answers(row.patient).said()
        return Opened(row, house, chart, file, earlier, attached, facts, practice_words(), signatures, said)
