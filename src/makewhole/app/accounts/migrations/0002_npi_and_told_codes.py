"""The NPI that a member signs as, and the code of an invitation that is handed over instead of mailed."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone


def end_those_with_a_code(apps: Any, schema: Any) -> None:
    """Going back, the codes are lost; a link that was handed over must not work without one."""
    waiting = apps.get_model("accounts", "Invitation").objects.filter(accepted=None, withdrawn=None)
    waiting.exclude(code=b"").update(withdrawn=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField("membership", "npi", models.CharField(max_length=10, blank=True, default="")),
        migrations.AddField("invitation", "code", models.BinaryField(default=bytes)),
        migrations.AddField("invitation", "wrong", models.PositiveSmallIntegerField(default=0)),
        migrations.RunPython(migrations.RunPython.noop, end_those_with_a_code),
    ]
