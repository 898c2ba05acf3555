"""A practice whose settings are those of the example, with someone of each role at their desk."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.records import VisitFile

from ..issuing.conftest import at_the_desk, fill

Members = dict[str, Membership]


@pytest.fixture
def desk(here: Members, example: VisitFile, settings: Settings) -> Members:
    settings.SECOND_FACTOR = False
    fill(here["manager"], example)
    return here


@pytest.fixture
def sign_in(desk: Members) -> Callable[[str], Client]:
    """Someone of a role at their desk, who proved a moment ago who they are."""
    return lambda role: at_the_desk(desk[role])


@pytest.fixture
def manager(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("manager")
