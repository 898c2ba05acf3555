"""The database refuses to change or delete an audit entry."""

from django.db import migrations

from makewhole.app.vault import triggers


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.lay(editor.connection), lambda apps, editor: triggers.lift(editor.connection)
        )
    ]
