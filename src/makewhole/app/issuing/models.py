"""What was issued: numbered packets and their sealed files, the links that open them, and month-end batches."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makewhole.app.clinic.models import Visit
from makewhole.app.vault.owned import PracticeOwned
from makewhole.app.vault.sealed import Sealed


class Counter(PracticeOwned):
    """The last number a practice has given out. Locked while one is given, so that none is skipped or given twice."""

    audited = False

    last = models.PositiveBigIntegerField(default=0)

    class Meta(PracticeOwned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice",), name="one_counter_a_practice"),)


class Packet(Sealed):
    """One issued packet; never deleted. Sealed kind `packet`: facts.Issued. `key` is what a repeated click repeats."""

    class State(models.TextChoices):
        ISSUED = "issued", _("Issued")
        CORRECTED = "corrected", _("Replaced by a correction")
        VOID = "void", pgettext_lazy("packet", "Void")

    sealed_kind = "packet"

    patient = models.ForeignKey("clinic.Patient", models.PROTECT, related_name="packets")
    visit = models.ForeignKey("clinic.Visit", models.PROTECT, related_name="packets")
    number = models.PositiveBigIntegerField()
    key = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ISSUED)
    issued = models.DateField()
    charge = models.DecimalField(max_digits=10, decimal_places=2)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("practice", "number"), name="one_packet_a_number"),
            models.UniqueConstraint(fields=("practice", "key"), name="one_packet_a_key"),
            models.UniqueConstraint(fields=("visit",), condition=Q(state="issued"), name="one_live_packet_a_visit"),
        )
        indexes = (
            models.Index(fields=("practice", "state", "-number")),
            models.Index(fields=("practice", "issued")),
            models.Index(fields=("patient", "-number")),
        )

    @property
    def label(self) -> str:
        """The number as people say it and as it stands on every page: `MW-000142`."""
        return label(self.number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep in the visit whether a packet stands for it: the desk asks that of every visit at once."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            standing = Packet.objects.filter(visit_id=self.visit_id, state=self.State.ISSUED).exists()
            Visit.objects.filter(pk=self.visit_id, has_packet=not standing).update(has_packet=standing)


def label(number: int) -> str:
    """A packet's number as it is printed."""
    return f"MW-{number:06d}"


class PacketFile(PracticeOwned):
    """One file of a packet, as it was issued. `name` is one of packets.possible_files()."""

    audited = False

    packet = models.ForeignKey(Packet, models.PROTECT, related_name="files")
    name = models.CharField(max_length=64)
    blob = models.OneToOneField("vault.Blob", models.PROTECT, related_name="+")

    class Meta(PracticeOwned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("packet", "name"), name="one_file_a_name"),)


class Link(Sealed):
    """A way in from outside to one packet. Its token is kept as a hash only. Sealed kind `link`: facts.Secret."""

    sealed_kind = "link"

    patient = models.ForeignKey("clinic.Patient", models.PROTECT, related_name="+")
    packet = models.ForeignKey(Packet, models.PROTECT, related_name="links")
    key = models.UUIDField()
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    expires = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    openings = models.PositiveIntegerField(default=0)
    opened = models.DateTimeField(null=True)

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice", "key"), name="one_link_a_key"),)


class Batch(PracticeOwned):
    """All packets of one month made in one go. `month` is its first day; `automatic` ones begin by themselves."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")

    key = models.UUIDField()
    month = models.DateField()
    automatic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    begun_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    begun = models.DateTimeField(auto_now_add=True)
    moved = models.DateTimeField(auto_now_add=True)

    class Meta(PracticeOwned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice", "key"), name="one_batch_a_key"),)


class Item(Sealed):
    """One visit of a batch and what came of it. Its id is the key of its packet, so that doing it again changes
    nothing. Sealed kind `item`: facts.Result."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ISSUED = "issued", _("Issued")
        STOPPED = "stopped", _("Stopped by findings")
        FAILED = "failed", _("Could not be made")

    audited = False
    sealed_kind = "item"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    patient = models.ForeignKey("clinic.Patient", models.PROTECT, related_name="+")
    visit = models.ForeignKey("clinic.Visit", models.PROTECT, related_name="+")
    packet = models.ForeignKey(Packet, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("batch", "visit"), name="one_item_a_visit"),)
        indexes = (models.Index(fields=("batch", "state")),)
