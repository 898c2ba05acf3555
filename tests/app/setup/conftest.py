"""Someone of each role at a practice whose settings are those of the example."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.vault.acting import acting
from makewhole.records import VisitFile

from ..issuing.conftest import at_the_desk

Members = dict[str, Membership]


@pytest.fixture
def filled(here: Members, example: VisitFile) -> Members:
    with acting(here["manager"]):
        clinic.save_practice_record("practice", example.practice)
        clinic.save_practice_record("providers", example.providers)
    return here


@pytest.fixture
def signed_in(settings: Settings) -> Callable[[Membership], Client]:
    settings.SECOND_FACTOR = False

    return at_the_desk


@pytest.fixture
def manager(filled: Members, signed_in: Callable[[Membership], Client]) -> Client:
    return signed_in(filled["manager"])


def form_of(page: Any) -> dict[str, str]:
    """What the settings form on a page would send if nothing were changed."""
    form = page.context["form"]
    return {**{name: text for name, text in form.typed.items() if text}, "version": str(page.context["version"])}
