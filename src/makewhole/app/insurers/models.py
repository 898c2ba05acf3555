"""The forms that a practice keeps: each as it was uploaded, with what goes in its boxes."""

from django.db import models

from makewhole.app.vault.sealed import Sealed


class InsurerForm(Sealed):
    """One version of an insurer's form, by the SHA-256 of its file. Sealed kind `form`: keeping.Kept. A `removed` one
    is offered for no packet and can be brought back."""

    sealed_kind = "form"

    hash = models.CharField(max_length=64)
    blob = models.OneToOneField("vault.Blob", models.PROTECT, related_name="+")
    removed = models.DateTimeField(null=True, blank=True)

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice", "hash"), name="one_form_a_file"),)
