"""Keys, sealed files, the audit chain and the log of disclosures."""

from uuid import uuid4

from django.db import models

from .owned import ActingPractice, PracticeOwned


class PracticeKey(PracticeOwned):
    """A practice's key, wrapped by the master key named in `master`. The highest number wraps from now on."""

    audited = False

    number = models.PositiveIntegerField()
    master = models.CharField(max_length=64)
    wrapped = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta(PracticeOwned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice", "number"), name="one_key_a_number"),)


class DataKey(PracticeOwned):
    """The key of one owner's records (a patient's, or the practice's own), wrapped by a practice key.

    Erased means gone: `wrapped` is emptied and what was sealed under it can never be opened again.
    """

    audited = False

    owner = models.UUIDField()
    purpose = models.CharField(max_length=16)
    practice_key = models.ForeignKey(PracticeKey, models.PROTECT, related_name="data_keys")
    wrapped = models.BinaryField()
    erased = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta(PracticeOwned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("owner", "purpose"), name="one_key_a_purpose"),)


class Blob(PracticeOwned):
    """A sealed file: how long it is in bytes; its content lies in chunks."""

    owner = models.UUIDField()
    length = models.PositiveBigIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    class Meta(PracticeOwned.Meta):
        abstract = False


class BlobChunk(PracticeOwned):
    """One sealed piece of a file."""

    audited = False

    blob = models.ForeignKey(Blob, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta(PracticeOwned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("blob", "number"), name="one_chunk_a_number"),)


class SearchToken(PracticeOwned):
    """A keyed fingerprint under which a row is found. Says nothing without the practice's index key."""

    audited = False

    id = models.BigAutoField(primary_key=True)
    row = models.UUIDField(db_index=True)
    token = models.BinaryField(max_length=16)

    class Meta(PracticeOwned.Meta):
        abstract = False
        indexes = (models.Index(fields=("practice", "token", "row"), name="rows_of_a_token"),)


class Entries(models.Manager["AuditEntry"]):
    """The acting practice's audit entries."""

    def get_queryset(self) -> models.QuerySet["AuditEntry"]:
        return super().get_queryset().filter(chain=ActingPractice())


class AuditEntry(models.Model):
    """One thing that someone did, saw or was refused. Never changed: triggers in the database refuse it.

    `chain` is the practice, or the nil uuid for the installation itself. `sealed` holds from where and why.
    """

    id = models.BigAutoField(primary_key=True)
    chain = models.UUIDField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    user = models.UUIDField(null=True)
    role = models.CharField(max_length=16)
    action = models.CharField(max_length=32)
    kind = models.CharField(max_length=64)
    row = models.UUIDField(null=True)
    rows = models.TextField(default="")
    outcome = models.CharField(max_length=32)
    sealed = models.BinaryField()
    hash = models.BinaryField()
    mac = models.BinaryField()

    objects = Entries()
    unscoped = models.Manager["AuditEntry"]()

    class Meta:
        base_manager_name = "objects"
        default_manager_name = "objects"
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="one_entry_a_number"),)
        indexes = (models.Index(fields=("chain", "row")), models.Index(fields=("chain", "user", "at")))

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.kind}"


class AuditHead(models.Model):
    """Where a chain stands: its last number and hash. Locked while an entry is appended."""

    chain = models.UUIDField(primary_key=True, default=uuid4)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.BinaryField(default=bytes)


class Disclosure(PracticeOwned):
    """A release of patient data outside the practice (45 CFR 164.528). Its particulars are sealed."""

    patient = models.UUIDField()
    at = models.DateTimeField()
    countable = models.BooleanField()
    sealed = models.BinaryField()

    class Meta(PracticeOwned.Meta):
        abstract = False
        indexes = (models.Index(fields=("practice", "patient", "at")),)
