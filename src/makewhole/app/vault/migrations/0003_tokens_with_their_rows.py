"""A token's rows lie side by side; the index of a row's practice alone is gone: one practice may own every row."""

from typing import Any

from django.db import migrations, models


def practice() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey("accounts.practice", models.PROTECT, related_name="+", editable=False, db_index=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_practice_not_indexed_alone"), ("vault", "0002_audit_triggers")]

    operations = [
        migrations.AlterField("blob", "practice", practice()),
        migrations.AlterField("blobchunk", "practice", practice()),
        migrations.AlterField("datakey", "practice", practice()),
        migrations.AlterField("disclosure", "practice", practice()),
        migrations.AlterField("practicekey", "practice", practice()),
        migrations.AlterField("searchtoken", "practice", practice()),
        migrations.AlterField("searchtoken", "token", models.BinaryField(max_length=16)),
        migrations.AddIndex("searchtoken", models.Index(fields=["practice", "token", "row"], name="rows_of_a_token")),
    ]
