"""Who made an account by an invitation that was handed over waits until a colleague confirms it."""

from typing import Any

from django.db import migrations, models


def end_those_who_wait(apps: Any, schema: Any) -> None:
    """Going back, nobody is left to confirm them; they must not begin to work unconfirmed."""
    apps.get_model("accounts", "Membership").objects.filter(waits=True).update(active=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_practice_not_indexed_alone")]

    operations = [
        migrations.AddField("membership", "waits", models.BooleanField(default=False)),
        migrations.RunPython(migrations.RunPython.noop, end_those_who_wait),
    ]
