"""The packet's contents page."""

from makewhole.documents.contents.builder import ORDER, build, part

__all__ = ["ORDER", "build", "part"]
