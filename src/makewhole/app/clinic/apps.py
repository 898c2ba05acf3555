"""The clinic as a Django app."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "makewhole.app.clinic"
    label = "clinic"
