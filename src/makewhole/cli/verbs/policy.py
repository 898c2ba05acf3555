"""makewhole policy: an insurer's own policy, answered from the record of one visit."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from makewhole.cli._facts import say_source
from makewhole.cli._inputs import failure_said, issued_option, json_option, read_one, visit_argument

if TYPE_CHECKING:
    from makewhole.coverage import CriterionAnswer, PolicyAnswers
    from makewhole.records import VisitFile
    from makewhole.rules.payer_registry import Fact

MARKS = {"met": "✓ met", "not-met": "✗ not met", "not-documented": "· not documented"}


@click.command(short_help="Answer an insurer's policy from the record of a visit.")
@click.argument("name", metavar="NAME")
@visit_argument
@json_option
@click.option("-o", "--out", metavar="FILE.pdf", help="Write the page for the insurer to this file, or - for output.")
@issued_option
def command(name: str, source: str, as_json: bool, out: str | None, issued: date | None) -> None:
    """Answer a policy point by point: which criterion is met by which fact, which is not, and what is not documented.

    NAME is the policy's number (087, "CPB 0938") or its rule file (bcbs-massachusetts-087), as it held on the day of
    the visit. For a policy that calls the treatment investigational, say what is published on it and which refusal to
    expect. Exits 0 when every criterion is met, 1 when one is not or is not documented or the policy sets none that
    could be read, 2 for an unknown policy or a VISIT that cannot be read.
    """
    from makewhole.coverage import answer_policy

    with failure_said(source, as_json):
        file = read_one(source)
    with failure_said(name, as_json):
        policy = _chosen(name, file)
    answers = answer_policy(policy, file, file.visit.date)
    if out:
        with failure_said(source, as_json):
            from makewhole.documents.policy_answers import answers_pdf

            pdf = answers_pdf(file, answers, issued or date.today())
        from makewhole.cli._files import give

        give(out, pdf)
    elif as_json:
        from makewhole.coverage.answers_json import answers_as_json

        click.echo(json.dumps(answers_as_json(answers), indent=2, ensure_ascii=False))
    else:
        _say(answers)
    everything = bool(answers.criteria) and answers.count("met") == len(answers.criteria)
    click.get_current_context().exit(0 if everything else 1)


def _chosen(name: str, file: "VisitFile") -> "Fact":
    """The policy of this name; of several, the one of the visit's payer. Raises NoSuchPolicy."""
    from makewhole.coverage import NoSuchPolicy, find_policies, owner

    found = find_policies(name, file.visit.date)
    payers = {coverage.payer for coverage in file.coverages}
    own = [each for each in found if each.held.value["payer"] in payers] or list(found)
    if len(own) == 1:
        return own[0]
    several = ", ".join(f"{each.rule.rule_id.split('/')[1]} ({owner(each)})" for each in own)
    raise NoSuchPolicy(f"Several insurers have a policy {name!r}; name one of {several}")


def _say(answers: "PolicyAnswers") -> None:
    stated = answers.policy.held
    click.echo(f"{answers.owner}, policy {stated.value['number']}\n  {answers.policy.rule.says}")
    say_source(stated)
    if not answers.speaks_of:
        click.echo("\nThe policy speaks of other conditions than the one that this visit treats.")
    for number, each in enumerate(answers.criteria, start=1):
        click.echo(f"\n{number}. {each.criterion.rule.says}")
        _say_answer(each)
    if answers.evidence:
        from makewhole.coverage.evidence import cited

        click.echo("\nPublished on this use, favorable or not")
        for study in answers.evidence:
            click.echo(f"  {study.rule.says}\n    {cited(study)} doi:{study.held.value['doi']}")
    if answers.stance == "criteria-not-read":
        click.echo("\nWhat it asks has not been read, so nothing is answered. Get the policy and read it.")
    if answers.denial:
        click.echo(f"\n{answers.denial.rule.says}")
        click.echo(f"  What answers it: {'; '.join(answers.denial.held.value['answered-by'])}.")
        say_source(answers.denial.held)


def _say_answer(answer: "CriterionAnswer") -> None:
    click.echo(f"   {MARKS[answer.verdict]}: {answer.evidence}")
    if answer.where:
        click.echo(f"   from {', '.join(answer.where)}")
    if answer.add:
        click.echo(f"   → {answer.who}: {answer.add}")
