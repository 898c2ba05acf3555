"""Two practices with one member in each role, and a database whose commits threads can see."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from makewhole.app.accounts.models import Membership, Practice, Role, User
from makewhole.exchange.visit_files import load
from makewhole.records import VisitFile

EXAMPLE = Path(__file__).parents[2] / "examples" / "visit.json"


@pytest.fixture(scope="session")
def example() -> VisitFile:
    return load(EXAMPLE)


def new_practice(name: str) -> dict[str, Membership]:
    practice = Practice.objects.create(name=name)
    members = {}
    for role in Role:
        user = User.objects.create_user(f"{role}.{uuid4().hex}@example.com", name=f"{name} {role}")
        members[str(role)] = Membership.objects.create(user=user, practice=practice, role=role)
    return members


@pytest.fixture
def here(db: None) -> dict[str, Membership]:
    return new_practice("Here")


@pytest.fixture
def there(db: None) -> dict[str, Membership]:
    return new_practice("There")


@pytest.fixture
def committed(transactional_db: None) -> dict[str, Membership]:
    """A practice in a database without a surrounding transaction, so that threads see what was committed."""
    return new_practice("Committed")


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Eight threads, each with a database connection of its own that it closes after every job."""
    with ThreadPoolExecutor(8) as pool:
        submit = pool.submit

        def closing(job: Any, *args: Any) -> Any:
            def run() -> Any:
                try:
                    return job(*args)
                finally:
                    connection.close()

            return submit(run)

        pool.submit = closing  # type: ignore[method-assign, assignment]
        yield pool
