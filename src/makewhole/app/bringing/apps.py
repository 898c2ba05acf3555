"""Bringing patients in, as a Django app."""

from django.apps import AppConfig


class BringingConfig(AppConfig):
    name = "makewhole.app.bringing"
    label = "bringing"

    def ready(self) -> None:
        from makewhole.app.clinic import calendar

        from . import files

        calendar.looked.connect(lambda **_: files.let_old_go(), weak=False, dispatch_uid="files left lying")
