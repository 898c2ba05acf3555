"""A rule's value as plain JSON, with everything that is needed to trust it or not."""

from typing import Any

from makewhole.rules._model import RuleValue


def as_json(value: RuleValue) -> dict[str, Any]:
    """The value with its days, its scope, its source and whether it was confirmed."""
    return {
        "rule": value.rule_id,
        "value": plain(value.value),
        "unit": value.unit,
        "from": value.since.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "scope": value.scope,
        "source": value.source,
        "url": value.url,
        "checked": value.checked.isoformat(),
        "verified": value.verified,
    }


def plain(value: object) -> Any:
    """A rule's value as JSON takes it: a fraction as its figures."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if hasattr(value, "items"):
        return {key: plain(each) for key, each in value.items()}
    return value if isinstance(value, (bool, int, str)) or value is None else str(value)
