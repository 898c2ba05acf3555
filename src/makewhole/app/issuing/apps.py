"""Issuing as a Django app."""

from django.apps import AppConfig


class IssuingConfig(AppConfig):
    name = "makewhole.app.issuing"
    label = "issuing"
