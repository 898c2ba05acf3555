"""Who signed a visit by their NPI, and records from elsewhere that were removed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clinic", "0001_initial")]

    operations = [
        migrations.AddField("visit", "signed_as", models.CharField(max_length=10, blank=True, default="")),
        migrations.AddField("attachment", "removed", models.DateTimeField(null=True, blank=True)),
    ]
