"""What is known: values of payers, statutes and code sets, each with the dates it holds for and its source."""

from makewhole.rules._errors import NoRuleInForce, NoSuchRule, RuleError, RuleFileError
from makewhole.rules._model import Rule, RuleValue
from makewhole.rules._read import read_rules
from makewhole.rules._store import all_rules, in_force, known, rule, value

__all__ = [
    "NoRuleInForce",
    "NoSuchRule",
    "Rule",
    "RuleError",
    "RuleFileError",
    "RuleValue",
    "all_rules",
    "in_force",
    "known",
    "read_rules",
    "rule",
    "value",
]
