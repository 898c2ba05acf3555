"""The insurers, as a Django app."""

from django.apps import AppConfig


class InsurersConfig(AppConfig):
    name = "makewhole.app.insurers"
    label = "insurers"
