"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "makewhole.app.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import signals  # noqa: F401
