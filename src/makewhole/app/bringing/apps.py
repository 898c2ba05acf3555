"""Bringing patients in, as a Django app."""

from django.apps import AppConfig


class BringingConfig(AppConfig):
    name = "makewhole.app.bringing"
    label = "bringing"
