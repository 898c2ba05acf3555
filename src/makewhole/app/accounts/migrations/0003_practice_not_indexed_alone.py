"""An index of a row's practice alone is gone: one practice may own every row."""

from typing import Any

from django.db import migrations, models


def practice() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey("accounts.practice", models.PROTECT, related_name="+", editable=False, db_index=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_npi_and_told_codes")]

    operations = [
        migrations.AlterField("breakglass", "practice", practice()),
        migrations.AlterField("invitation", "practice", practice()),
    ]
