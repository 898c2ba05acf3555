"""Every version of a setting, so that a change can be looked at and taken back."""

from django.db import models

from makewhole.app.vault.sealed import Sealed


class SettingVersion(Sealed):
    """One setting as it was saved once: what it is (`kind`), which version, and by whom. Never changed."""

    kind = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta(Sealed.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("practice", "kind", "number"), name="one_setting_a_number"),)
