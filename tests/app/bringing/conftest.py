"""Someone of each role, signed in."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.models import Membership


@pytest.fixture
def signed_in(settings: Settings) -> Callable[[Membership], Client]:
    settings.SECOND_FACTOR = False

    def client(member: Membership) -> Client:
        made = Client()
        made.force_login(member.user)
        return made

    return client


@pytest.fixture
def desk(here: dict[str, Membership], signed_in: Callable[[Membership], Client]) -> Client:
    return signed_in(here["front_desk"])
