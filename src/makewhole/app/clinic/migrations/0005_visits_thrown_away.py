"""A visit that was begun by mistake can be thrown away before it is signed."""

from typing import Any

from django.db import migrations, models

STATES = [
    ("draft", "To finish"),
    ("signed", "Signed"),
    ("amended", "Replaced by an amendment"),
    ("void", "Void"),
    ("discarded", "Thrown away"),
]


def void_what_was_thrown_away(apps: Any, schema: Any) -> None:
    """Going back, they stay out of every list under the state that was known before."""
    apps.get_model("clinic", "Visit").objects.filter(state="discarded").update(state="void")


class Migration(migrations.Migration):
    dependencies = [("clinic", "0004_number_token")]

    operations = [
        migrations.AlterField("visit", "state", models.CharField(choices=STATES, default="draft", max_length=10)),
        migrations.RunPython(migrations.RunPython.noop, void_what_was_thrown_away),
    ]
