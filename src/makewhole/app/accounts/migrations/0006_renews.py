"""A link may let someone who works here set a new password and second factor."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_invited_at_the_server")]

    operations = [migrations.AddField("invitation", "renews", models.BooleanField(default=False))]
