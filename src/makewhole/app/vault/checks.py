"""Checks at start that no model escapes its practice."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from .owned import OwnedManager, PracticeOwned


@register()
def owned_models_stay_in_their_practice(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One manager only, no way in from a shared table, no many-to-many."""
    owned = [model for model in apps.get_models() if issubclass(model, PracticeOwned)]
    return [Error(says, obj=model, id="vault.E001") for model in owned for says in _wrong(model)]


def _wrong(model: type[PracticeOwned]) -> list[str]:
    wrong = []
    if not all(isinstance(manager, OwnedManager) for manager in model._meta.managers):
        wrong.append("has a manager that is not held to the acting practice")
    if not isinstance(model._base_manager, OwnedManager) or not isinstance(model._default_manager, OwnedManager):
        wrong.append("inherits its Meta from its base's Meta, so that related rows are held to the practice too")
    if model._meta.local_many_to_many:
        wrong.append("has a many-to-many field, whose rows belong to no practice")
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or issubclass(field.remote_field.model, PracticeOwned):
            continue
        if not field.remote_field.hidden:
            wrong.append(f"can be reached from {field.remote_field.model.__name__}: give {field.name} related_name='+'")
    return wrong
