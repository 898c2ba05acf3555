"""The two parts of the campaign that know the workspace: filling it beforehand, and judging it afterwards."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from makewhole.app.project.serve import prepare

EXAMPLE = Path(__file__).parents[2] / "examples" / "visit.json"


def fill(count: int) -> dict[str, Any]:
    """A practice with `count` signed visits and a biller who is signed in."""
    from django.conf import settings
    from tests.app.issuing import conftest as desk

    from makewhole.app.accounts.models import Membership, Practice, User
    from makewhole.exchange.visit_files import load

    practice = Practice.objects.create(name="Here")
    user = User.objects.create_user("biller@example.com", "five calm herons waiting")
    member = Membership.objects.create(user=user, practice=practice, role="biller")
    file = load(EXAMPLE)
    desk.fill(member, file)
    visits = [desk.signed_visit(member, file) for _ in range(count)]
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return {"session": session.session_key, "visits": [(str(each.pk), each.version) for each in visits]}


def judge(shown: dict[str, str]) -> dict[str, Any]:
    """What is stored against what people were shown; `wrong` lists every discrepancy."""
    from makewhole.app.accounts.models import Practice
    from makewhole.app.issuing.issue import file_bytes
    from makewhole.app.issuing.models import Counter, Packet, PacketFile
    from makewhole.app.vault import chain
    from makewhole.app.vault.acting import acting_as_service
    from makewhole.app.vault.models import AuditEntry, Blob, BlobChunk

    wrong: list[str] = []
    with acting_as_service(Practice.objects.get().pk, "judging"):
        packets = list(Packet.objects.order_by("number"))
        by_id = {str(each.pk): each for each in packets}
        for visit, packet in shown.items():
            if packet not in by_id or str(by_id[packet].visit_id) != visit:
                wrong.append(f"lost: visit {visit} was shown packet {packet}")
        if [each.number for each in packets] != list(range(1, len(packets) + 1)):
            wrong.append("numbers have a gap or are used twice")
        if (counter := Counter.objects.first()) is not None and counter.last != len(packets):
            wrong.append(f"the counter stands at {counter.last}, packets at {len(packets)}")
        if len({each.visit_id for each in packets}) != len(packets):
            wrong.append("a visit has two packets")
        for each in packets:
            names = set(PacketFile.objects.filter(packet=each).values_list("name", flat=True))
            content = {name: file_bytes(each, name) or b"" for name in names}
            if not {"packet.pdf", "superbill.pdf", "claim.837", "packet.json"} <= names or not all(content.values()):
                wrong.append(f"half: {each.label}")
            elif f'"number": "{each.label}"'.encode() not in content["packet.json"]:
                wrong.append(f"{each.label} carries another number on paper")
            if AuditEntry.objects.filter(row=each.pk, action="issue").count() != 1:
                wrong.append(f"{each.label} is not entered once in the audit trail")
        if Blob.objects.count() != PacketFile.objects.count():
            wrong.append("files without a packet")
        if BlobChunk.objects.exclude(blob__in=Blob.objects.all()).exists():
            wrong.append("pieces without a file")
        verdict = chain.verify()
        if verdict.broken:
            wrong.append(f"audit chain: {verdict.broken.says}")
    return {"packets": len(packets), "audit_entries": verdict.entries, "wrong": wrong}


if __name__ == "__main__":
    prepare(lambda said: None)
    answer = fill(int(sys.argv[2])) if sys.argv[1] == "prepare" else judge(json.loads(sys.stdin.read()))
    print(json.dumps(answer))  # noqa: T201
