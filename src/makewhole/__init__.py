"""makewhole gets self-pay, out-of-network infusion care paid back by US health insurers."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makewhole.coding import build_claim as build_claim
    from makewhole.coding import code_visit as code_visit
    from makewhole.coding.scrubber import scrub as scrub
    from makewhole.errors import InvalidRecord as InvalidRecord
    from makewhole.errors import MakewholeError as MakewholeError
    from makewhole.exchange.visit_files import load as load_visit
    from makewhole.packets import build_packet as build_packet
    from makewhole.records import VisitFile as VisitFile

# Loaded when first used: the terminal must answer `--help` before pydantic has even been found.
_HOME = {
    "InvalidRecord": ("makewhole.errors", "InvalidRecord"),
    "MakewholeError": ("makewhole.errors", "MakewholeError"),
    "VisitFile": ("makewhole.records", "VisitFile"),
    "build_claim": ("makewhole.coding", "build_claim"),
    "build_packet": ("makewhole.packets", "build_packet"),
    "code_visit": ("makewhole.coding", "code_visit"),
    "load_visit": ("makewhole.exchange.visit_files", "load"),
    "scrub": ("makewhole.coding.scrubber", "scrub"),
}
__all__ = [
    "InvalidRecord",
    "MakewholeError",
    "VisitFile",
    "build_claim",
    "build_packet",
    "code_visit",
    "load_visit",
    "scrub",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOME[name]
    return getattr(import_module(module), attribute)
