"""The spine: what must be searched or sorted stands in columns, every fact stands in a sealed record."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from makewhole.app.vault.sealed import Sealed


class Patient(Sealed):
    """A person treated here. Sealed kind `patient`: the library's Patient, under the patient's own key. `monthly`:
    packets of each month are issued by themselves when it is over."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")
        ERASED = "erased", _("Erased")

    sealed_kind = "patient"

    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    monthly = models.BooleanField(default=False)

    class Meta(Sealed.Meta):
        abstract = False
        indexes = (models.Index(fields=("practice", "state", "updated")),)

    @property
    def key_owner(self) -> UUID:
        return self.pk


class Visit(Sealed):
    """One date of service. Sealed kind `visit`: the library's Visit. An amendment is a new row that points back.
    `signed_as` is the NPI of who signed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("To finish")
        SIGNED = "signed", _("Signed")
        AMENDED = "amended", _("Replaced by an amendment")
        VOID = "void", _("Void")
        DISCARDED = "discarded", _("Thrown away")

    sealed_kind = "visit"

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="visits")
    date = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    charge = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    number_token = models.BinaryField(max_length=16, null=True, editable=False)  # a fingerprint of the visit's number
    has_packet = models.BooleanField(default=False)  # kept by issuing: whether a packet that counts stands for it
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_as = models.CharField(max_length=10, blank=True, default="")
    amends = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="amended_by")

    class Meta(Sealed.Meta):
        abstract = False
        indexes = (
            models.Index(
                fields=("practice", "state", "date", "created"),
                condition=models.Q(has_packet=False),
                name="visits_without_packet",
            ),
            models.Index(fields=("patient", "-date")),
            models.Index(fields=("practice", "number_token"), name="visits_of_a_number"),
        )


GONE = (Visit.State.VOID, Visit.State.DISCARDED)
"""States of a visit, or of an amendment, that was thrown away: it counts for nothing."""


class PatientRecord(Sealed):
    """Another record of a patient, one of each kind: `coverages`, `history`, `plan`, `scores`."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="records")
    kind = models.CharField(max_length=32)

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("patient", "kind"), name="one_record_a_kind"),)


class PracticeRecord(Sealed):
    """A record of the practice itself, one of each kind: `practice`, `providers`, `protocols`, `wording` …"""

    kind = models.CharField(max_length=32)

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice", "kind"), name="one_practice_record_a_kind"),)


class Attachment(Sealed):
    """A record brought from elsewhere. Sealed kind `attachment`: the library's Attachment; the file is sealed too.
    A `removed` one goes into no packet and can be brought back."""

    sealed_kind = "attachment"

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="attachments")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="attachments")
    blob = models.OneToOneField("vault.Blob", models.PROTECT, related_name="+")
    removed = models.DateTimeField(null=True, blank=True)

    class Meta(Sealed.Meta):
        abstract = False


class Draft(Sealed):
    """What someone is typing, before it is a record: kept sealed at every pause, for one person, form and subject."""

    audited = False
    sealed_kind = "draft"

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    patient = models.ForeignKey(Patient, models.PROTECT, null=True, blank=True, related_name="+")
    form = models.CharField(max_length=32)
    subject = models.UUIDField()

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("user", "form", "subject"), name="one_draft_a_form"),)
        indexes = (models.Index(fields=("subject", "form")),)
