"""Visits learn which of them have a packet; the index of a row's practice alone is gone: one practice may own every row."""

from typing import Any

from django.db import migrations, models


def practice() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey("accounts.practice", models.PROTECT, related_name="+", editable=False, db_index=False)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_practice_not_indexed_alone"),
        ("clinic", "0003_has_packet"),
        ("issuing", "0001_initial"),
    ]

    operations = [
        migrations.AlterField("batch", "practice", practice()),
        migrations.AlterField("counter", "practice", practice()),
        migrations.AlterField("item", "practice", practice()),
        migrations.AlterField("link", "practice", practice()),
        migrations.AlterField("packet", "practice", practice()),
        migrations.AlterField("packetfile", "practice", practice()),
        migrations.RunSQL(
            "UPDATE clinic_visit SET has_packet = TRUE WHERE id IN"
            " (SELECT visit_id FROM issuing_packet WHERE state = 'issued')",
            migrations.RunSQL.noop,
        ),
    ]
