"""The binder's contents: which documents stand in it, on which pages."""

from datetime import date

from pydantic import Field

from ._base import Record
from .claim import Claim, CodedVisit, Finding
from .identifiers import Text


class PacketDocument(Record):
    """One document in the binder. Pages count from 1."""

    name: Text
    title: Text
    first_page: int = Field(gt=0)
    pages: int = Field(gt=0)


class Packet(Record):
    """Everything sent to the payer in one binder; written beside it as packet.json.

    `made_from` is a digest of all that went in, by which a batch knows what is already done.
    """

    number: Text
    issued: date
    language: Text
    claim: Claim
    coded: CodedVisit
    findings: tuple[Finding, ...] = ()
    documents: tuple[PacketDocument, ...] = Field(min_length=1)
    made_from: str = ""
