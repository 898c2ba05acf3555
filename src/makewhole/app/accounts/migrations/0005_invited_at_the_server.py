"""A practice's first manager is invited at the server, by nobody who works there."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget_those_by_nobody(apps: Any, schema: Any) -> None:
    """Going back, an invitation needs someone who made it."""
    apps.get_model("accounts", "Invitation").objects.filter(invited_by=None).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_waits")]

    operations = [
        migrations.AlterField(
            "invitation",
            "invited_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_those_by_nobody),
    ]
