"""The NPI that a member signs as, and the code of an invitation that is handed over instead of mailed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField("membership", "npi", models.CharField(max_length=10, blank=True, default="")),
        migrations.AddField("invitation", "code", models.BinaryField(default=bytes)),
        migrations.AddField("invitation", "wrong", models.PositiveSmallIntegerField(default=0)),
    ]
