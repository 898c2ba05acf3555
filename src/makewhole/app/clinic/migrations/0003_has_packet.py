"""A visit knows whether it has a packet; the index of a row's practice alone is gone: one practice may own every row."""

from typing import Any

from django.db import migrations, models


def practice() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey("accounts.practice", models.PROTECT, related_name="+", editable=False, db_index=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_practice_not_indexed_alone"), ("clinic", "0002_signed_as_and_removed")]

    operations = [
        migrations.AlterField("attachment", "practice", practice()),
        migrations.AlterField("draft", "practice", practice()),
        migrations.AlterField("patient", "practice", practice()),
        migrations.AlterField("patientrecord", "practice", practice()),
        migrations.AlterField("practicerecord", "practice", practice()),
        migrations.AlterField("visit", "practice", practice()),
        migrations.RemoveIndex("visit", "clinic_visi_practic_6018e9_idx"),
        migrations.RemoveIndex("visit", "clinic_visi_practic_237115_idx"),
        migrations.AddField("visit", "has_packet", models.BooleanField(default=False)),
        migrations.AddIndex(
            "visit",
            models.Index(
                fields=["practice", "state", "date", "created"],
                condition=models.Q(has_packet=False),
                name="visits_without_packet",
            ),
        ),
        migrations.AddIndex("draft", models.Index(fields=["subject", "form"], name="clinic_draf_subject_536e6a_idx")),
    ]
