"""What is signed after a month's automatic batch began gets a batch of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("issuing", "0002_visits_that_have_packets")]

    operations = [migrations.RemoveConstraint("batch", "one_automatic_batch_a_month")]
