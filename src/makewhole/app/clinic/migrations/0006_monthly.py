"""Who wants packets monthly is told without opening a record: the wish moves from a sealed record to a column."""

import json
from typing import Any

from django.db import migrations, models

from makewhole.app.vault.acting import acting_as_service
from makewhole.app.vault.keys import open_keys
from makewhole.app.vault.sealing import Place, key_of, unseal

KIND = "preferences"


def read_wishes(apps: Any, schema: Any) -> None:
    patients = apps.get_model("clinic", "Patient").objects
    kept = apps.get_model("clinic", "PatientRecord").objects.filter(kind=KIND)
    readable = kept.exclude(patient__state="erased")
    for practice in set(readable.values_list("practice_id", flat=True)):
        with acting_as_service(practice, "reading who wants packets monthly"):
            for row in readable.filter(practice_id=practice):
                sealed, place = bytes(row.sealed), Place("clinic_patientrecord", row.pk, KIND, row.version)
                (key,) = open_keys({key_of(sealed)}).values()
                wanted = json.loads(unseal(key, sealed, place)).get("monthly_superbill", False)
                patients.filter(pk=row.patient_id).update(monthly=wanted)
    kept.delete()


class Migration(migrations.Migration):
    dependencies = [("clinic", "0005_visits_thrown_away"), ("vault", "0003_tokens_with_their_rows")]

    operations = [
        migrations.AddField("patient", "monthly", models.BooleanField(default=False)),
        migrations.RunPython(read_wishes, migrations.RunPython.noop),
    ]
