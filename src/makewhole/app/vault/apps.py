"""The vault as a Django app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "makewhole.app.vault"
    label = "vault"

    def ready(self) -> None:
        from . import checks  # noqa: F401
