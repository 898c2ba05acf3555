"""Every address of the workspace, tried by everyone: who may use it stands in every_route.toml."""

import json
import time
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from makewhole.app.accounts.break_glass import break_glass
from makewhole.app.accounts.invitations import invite
from makewhole.app.accounts.matrix import access
from makewhole.app.accounts.models import Invitation, Membership, Role, User
from makewhole.app.bringing import files, going
from makewhole.app.bringing.models import Doubt
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Visit
from makewhole.app.insurers.keeping import take_in
from makewhole.app.issuing import monthly
from makewhole.app.issuing.issue import Wanted, issue
from makewhole.app.issuing.links import make_link
from makewhole.app.setup import kept
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.records import Attachment, VisitFile

from .conftest import EXAMPLE
from .insurers.paper import claim_form
from .issuing.conftest import fill, signed_visit

Members = dict[str, Membership]
TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("every_route.toml").read_text("utf-8"))
ROUTES: dict[str, dict[str, Any]] = TABLE["routes"]
NAME, STREET, MEMBER, NOTE = "Canaryzebra", "17 Canaryokapi Row", "CANARYGNU77", "Canarytapir was calm throughout."
CANARIES = (NAME, STREET, MEMBER, NOTE)
EVALUATION = EXAMPLE.with_name("psychiatric-evaluation.pdf")
METHODS = ("GET", "POST")
HEADER = "Last Name,First Name,DOB,Gender,Address 1,City,State,Zip,Mobile Phone,MRN,Insurance,Policy Number"
COLUMNS = (
    "name.last", "name.first", "date_of_birth", "sex", "address.line1", "address.city", "address.state",
    "address.zip", "phone", "account_number", "payer_name", "member_id",
)  # fmt: skip


class Caller(NamedTuple):
    """Someone at the door: how a failure calls them, their role, and whether they act for the practice tried."""

    says: str
    user: User | None
    role: str = ""
    here: bool = False


class Tried(NamedTuple):
    """One request and its answer, with the audit entries of a refusal that it left."""

    who: Caller
    route: str
    method: str
    answer: HttpResponse
    refusals: int

    def __str__(self) -> str:
        place = self.answer.headers.get("Location", "")
        return f"{self.who.says} {self.method} {self.route}: {self.answer.status_code} {place}"


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


def allowed(route: str, method: str) -> list[str] | str:
    entry = ROUTES[route]
    said: list[str] | str = entry.get("posts", entry["who"]) if method == "POST" else entry["who"]
    group: list[str] | str = said if isinstance(said, list) else TABLE["groups"].get(said, said)
    return group


def address(route: str, objects: dict[str, str]) -> str:
    entry = {name: str(words) for name, words in ROUTES[route].items() if name not in ("who", "posts")}
    filled = {name: objects[words[1:-1]] if words.startswith("<") else words for name, words in entry.items()}
    return reverse(route, kwargs=filled)


OUTSIDE = ("anonymous", "deactivated member", "member whom nobody confirmed", "without second factor")
ELSEWHERE = ("other practice's clinician", "other practice's manager")


@pytest.fixture(params=[*OUTSIDE, *map(str, Role), *ELSEWHERE])
def caller(request: pytest.FixtureRequest, here: Members, there: Members) -> Caller:
    says, manager = str(request.param), here["manager"]
    if says == "anonymous":
        return Caller(says, None)
    if says == "without second factor":
        return Caller(says, manager.user)
    if says in here:
        return Caller(says, here[says].user, says, here=True)
    if says in ELSEWHERE:
        role = says.rpartition(" ")[2]
        return Caller(says, there[role].user, role)
    user, gone = User.objects.create_user("waiting@example.com"), says == "deactivated member"
    Membership.objects.create(user=user, practice=manager.practice, role=Role.MANAGER, active=not gone, waits=not gone)
    return Caller(says, user)


@pytest.fixture
def objects(here: Members, there: Members, example: VisitFile) -> dict[str, str]:
    """A practice with one object of every kind, and what stands in an address for each."""
    manager = here["manager"]
    for members in (here, there):
        fill(members["manager"], example)
    home = example.patient.address.model_copy(update={"line1": STREET})
    person = example.patient.model_copy(
        update={"name": example.patient.name.model_copy(update={"last": NAME}), "address": home}
    )
    cards = tuple(each.model_copy(update={"member_id": MEMBER}) for each in example.coverages)
    assert example.visit.note
    note = example.visit.note.model_copy(update={"text": NOTE})
    file = example.model_copy(update={"patient": person, "coverages": cards})
    issued = signed_visit(here["clinician"], file, note=note)
    with acting(here["clinician"]):
        patient = issued.patient
        record = file.visit.model_copy(update={"number": "V-DRAFT", "signed_on": None, "note": note})
        told = Attachment(title=f"Evaluation of {NAME}", path="record.pdf")
        attached = clinic.attach(patient, told, EVALUATION.read_bytes())
        draft = clinic.save_visit(Visit(patient=patient, date=record.date), record)
    waiting = signed_visit(here["clinician"], file, patient)
    csv = f"{HEADER}\n{NAME},Rosa,3/9/1984,F,{STREET},Pittsford,NY,14534,(555) 010-0131,A17,Aetna,{MEMBER}".encode()
    with acting(here["front_desk"]):
        look = break_glass(uuid4(), f"{NAME} collapsed at the desk.")
    with acting(manager):
        kept.save("practice", example.practice, kept.kept("practice", object).number)
        packet = issue(issued, Wanted(override="Made to be looked for"), uuid4())
        link = make_link(packet, uuid4())
        assert link
        batch = monthly.begin(waiting.date.replace(day=1), [waiting], uuid4())
        token = invite("new@example.com", Role.BILLER)
        brought = []
        for _again in range(2):  # the second time everyone is doubted
            row = files.take_in("patients.csv", [csv])
            files.look_through(row, dict(enumerate(COLUMNS)))
            brought.append(going.go_on(row))
        doubt = Doubt.objects.first()
        form = take_in(claim_form(), "aetna")
        invitation = Invitation.objects.get()
    device = UserSession.objects.create(user=here["service"].user, session_key="elsewhere", ip="127.0.0.1")
    return {
        "device": str(device.pk),
        "look": str(look.pk),
        "record": str(attached.pk),
        "patient": str(patient.pk),
        "draft": str(draft.pk),
        "visit": str(waiting.pk),
        "packet": str(packet.pk),
        "link": str(link.link.pk),
        "token": link.token,
        "batch": str(batch.pk),
        "member": str(here["biller"].pk),
        "newcomer": str(here["patient"].pk),
        "invitation": str(invitation.pk),
        "invitation_token": token,
        "bringing": str(brought[-1].pk),
        "form": str(form.pk),
        "doubt": str(doubt.pk if doubt else uuid4()),
    }


def browser(caller: Caller, **how: Any) -> Client:
    client = Client(raise_request_exception=False, **how)
    if caller.user is not None:
        caller.user.set_password("five calm herons")
        caller.user.save()
        client.force_login(caller.user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(caller.user.pk)
        session["seen"] = int(time.time())  # else each request would note anew that they are here
        session.save()
    return client


def tried(caller: Caller, objects: dict[str, str]) -> Iterator[Tried]:
    """Every address by GET and by an empty POST; what a request changed is taken back before the next one."""
    client = browser(caller)
    signed_in = client.cookies
    for route in ROUTES:
        for method in METHODS:
            client.cookies = deepcopy(signed_in)
            with transaction.atomic():
                before = AuditEntry.unscoped.count()
                answer: Any = client.generic(method, address(route, objects))
                answer.streaming or answer.content  # noqa: B018 - a page is whole before what it stands on is taken back
                new = AuditEntry.unscoped.order_by("-pk")[: AuditEntry.unscoped.count() - before]
                refusals = sum(each.outcome == "refused" for each in new)
                transaction.set_rollback(True)
            yield Tried(caller, route, method, answer, refusals)


def to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login"))


def fault(each: Tried) -> str:
    """What is wrong with an answer; empty when it is as the table says."""
    who, answer, may = each.who, each.answer, allowed(each.route, each.method)
    code = answer.status_code
    if code >= 500:
        return "broke"
    body = answer.getvalue().decode("utf-8", "replace")
    told = [canary for canary in CANARIES if canary in json.dumps(dict(answer.headers))]
    if not who.here or (isinstance(may, list) and who.role not in may):
        told += [canary for canary in CANARIES if canary in body]
    if who.role and access(who.role, "visit", "note") == "none" and NOTE in body:
        told.append(NOTE)
    if told:
        return f"tells {told}"
    if "no-store" not in answer.headers["Cache-Control"] or answer.headers["X-Content-Type-Options"] != "nosniff":
        return "may be kept or guessed at"
    if "default-src 'none'" not in answer.headers["Content-Security-Policy"]:
        return "has no content policy"
    if may == "public":
        return ""
    without_factor = who.says == "without second factor"
    if without_factor and code == 302 and answer.headers["Location"] == reverse("mfa_index"):
        return ""
    if may == "nobody":
        return "" if code == 404 else "is not closed"
    if who.user is None:
        return "" if to_sign_in(answer) or code == 405 else "was not sent to sign in"
    if may == "own":
        return "" if code != 403 else "was refused at their own account"
    if without_factor:
        return "came in"
    if code == 405:
        return ""
    if who.here and who.role in may:
        refused = code == 403 or to_sign_in(answer) or (code == 404 and each.method == "GET")
        return "was refused" if refused else ""
    foreign = bool(who.role) and not who.here
    if foreign and len(ROUTES[each.route].keys() - {"who", "posts"}) and code in (403, 404):
        return "" if each.refusals else "left no trace"
    if foreign and who.role in may and not ROUTES[each.route].keys() & {"pk"}:
        return ""  # the same page of their own practice
    if code not in (403, 404):
        return "came in"
    return "" if each.refusals else "left no trace"


def test_the_table_says_of_every_route_who_may_use_it() -> None:
    found = {each.name for each in patterns(get_resolver().url_patterns)}
    assert None not in found, "a route without a name cannot be looked up"
    assert found - ROUTES.keys() == set(), "say who may use it, in every_route.toml"
    assert ROUTES.keys() - found == set(), "no such route any more"


def test_everyone_gets_at_every_route_what_the_table_says(
    caller: Caller, objects: dict[str, str], settings: Settings
) -> None:
    settings.SECOND_FACTOR = caller.says == "without second factor"
    wrong = [f"{each} {says}" for each in tried(caller, objects) if (says := fault(each))]
    assert not wrong, "\n".join(["", *wrong])


def test_nothing_is_taken_from_another_site(here: Members, objects: dict[str, str], settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    client = browser(Caller("manager", here["manager"].user), enforce_csrf_checks=True)
    for headers in ({}, {"HX-Request": "true"}):
        taken = [route for route in ROUTES if client.post(address(route, objects), headers=headers).status_code != 403]
        assert not taken
