"""What can go wrong when a rule is asked for."""

from makewhole.errors import MakewholeError


class RuleError(MakewholeError):
    """Any failure to answer from the rule files."""


class RuleFileError(RuleError):
    """A rule file is not in the shape that docs/reference/rules.md describes."""


class NoSuchRule(RuleError):
    """No rule file holds a rule of this id."""


class NoRuleInForce(RuleError):
    """The rule exists, but none of its values holds on the date asked for."""
