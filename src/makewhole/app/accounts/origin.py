"""From where a request comes."""

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest | None) -> str:
    """The caller's IP address: what the proxy in front saw when there is one, else the peer. Empty when unknown."""
    if request is None:
        return ""
    if settings.BEHIND_PROXY and (passed := request.META.get("HTTP_X_FORWARDED_FOR")):
        return str(passed).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
