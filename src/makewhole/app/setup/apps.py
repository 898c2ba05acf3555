"""The settings as a Django app."""

from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "makewhole.app.setup"
    label = "setup"
