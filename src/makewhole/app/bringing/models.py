"""A file that was brought, who came from it, and who may have been here already."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from makewhole.app.vault.acting import current
from makewhole.app.vault.owned import PracticeOwned
from makewhole.app.vault.sealed import Sealed


class Bringing(Sealed):
    """One file. Sealed kind `bringing`: facts.Facts. `position` is how many of its people are dealt with; the file
    itself is sealed in `blob` until all are."""

    class State(models.TextChoices):
        COLUMNS = "columns", _("Columns to choose")
        READY = "ready", _("Looked through")
        RUNNING = "running", _("Being brought in")
        DONE = "done", _("Brought in")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    sealed_kind = "bringing"

    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    blob = models.OneToOneField("vault.Blob", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLUMNS)
    position = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta(Sealed.Meta):
        abstract = False
        indexes = (models.Index(fields=("practice", "-created")),)


class BroughtPatient(PracticeOwned):
    """A patient who came from a file, and the version of their record as it came."""

    audited = False

    bringing = models.ForeignKey(Bringing, models.PROTECT, related_name="brought")
    patient = models.OneToOneField("clinic.Patient", models.CASCADE, related_name="brought_by")
    patient_version = models.PositiveIntegerField()

    class Meta(PracticeOwned.Meta):
        abstract = False


class Doubt(Sealed):
    """Someone in a file who may be a patient here already. Sealed kind `doubt`: facts.Someone, under the practice's
    own key, because it is not known whose it is."""

    class Decision(models.TextChoices):
        OPEN = "open", _("To decide")
        SAME = "same", _("The same person, left as they were")
        CHANGED = "changed", _("The same person, with what is new")
        OTHER = "other", _("Someone else, added")

    sealed_kind = "doubt"

    bringing = models.ForeignKey(Bringing, models.PROTECT, related_name="doubts")
    here = models.ForeignKey("clinic.Patient", models.CASCADE, related_name="doubts")
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)

    class Meta(Sealed.Meta):
        abstract = False

    @property
    def key_owner(self) -> UUID:
        return current().practice_id


class ColumnChoice(Sealed):
    """Which column holds what, for files with the same header. Sealed kind `columns`: column names and fields."""

    sealed_kind = "columns"

    header = models.CharField(max_length=64)

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice", "header"), name="one_choice_a_header"),)
