"""A visit's number is compared with the others' by its fingerprint."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clinic", "0003_has_packet")]

    operations = [
        migrations.AddField("visit", "number_token", models.BinaryField(max_length=16, null=True, editable=False)),
        migrations.AddIndex("visit", models.Index(fields=["practice", "number_token"], name="visits_of_a_number")),
    ]
