"""What is sealed beside a packet, a link and a batch's item."""

from makewhole.records import Finding, PacketDocument, Record


class Issued(Record):
    """What a packet was issued with: its documents by page, its files, its findings, and the reasons people gave."""

    documents: tuple[PacketDocument, ...]
    payer: str
    findings: tuple[Finding, ...] = ()
    override: str = ""
    correction: str = ""
    void: str = ""


class Secret(Record):
    """The second fact of a link: six digits, told by phone."""

    code: str


class Result(Record):
    """What came of a batch's item: why there is no packet or what to know of it, and what was found."""

    says: str = ""
    findings: tuple[Finding, ...] = ()
