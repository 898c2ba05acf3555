"""Scores over time: the first and latest of each instrument, the change between them, and their chart."""

from collections.abc import Mapping
from decimal import Decimal

from makewhole.coverage.record_facts import Course
from makewhole.coverage.record_words import called
from makewhole.documents import phrasing
from makewhole.documents.clinical.blocks import Block
from makewhole.documents.clinical.wording import percent
from makewhole.records import SCALES, Score, plain_number

CHARTED_DAYS = 12
"""More points than this cannot be told apart on the chart, and its table would fill the page."""
CHARTED_INSTRUMENTS = 2
"""As many as fit side by side in the chart's table."""


def single(score: Score) -> str:
    """22 of 27 on October 26, 2026."""
    return f"{plain_number(score.score)} of {SCALES[score.instrument][1]} on {phrasing.written_out(score.date)}"


def change(course: Course) -> str:
    """From the first score to the latest, and the difference; counted from the record and from nothing else."""
    first, latest = course[0], course[-1]
    difference = latest.score - first.score
    if difference == 0:
        moved = "unchanged"
    else:
        moved = f"{_points(abs(difference))} {'lower' if difference < 0 else 'higher'}"
        if first.score:
            moved += f" ({percent(abs(difference), first.score)})"
    return (
        f"{called(first.instrument)} was {plain_number(first.score)} on {phrasing.written_out(first.date)} and "
        f"{plain_number(latest.score)} on {phrasing.written_out(latest.date)}: {moved}."
    )


def charts(found: Mapping[str, Course]) -> list[Block]:
    """Charts with their tables, of the instruments scored more than once; a long course by its ends."""
    repeated = [course for course in found.values() if len(course) > 1]
    blocks: list[Block] = []
    for at in range(0, len(repeated), CHARTED_INSTRUMENTS):
        group = repeated[at : at + CHARTED_INSTRUMENTS]
        shown = [_thinned(course, group) for course in group]
        first_day = min(course[0].date for course in shown)
        blocks.append(
            {
                "chart": {
                    "series": [
                        {
                            "name": f"{called(course[0].instrument)} (of {SCALES[course[0].instrument][1]})",
                            "max": SCALES[course[0].instrument][1],
                            "points": [
                                {
                                    "day": (score.date - first_day).days,
                                    "date": phrasing.figures(score.date),
                                    "score": _plotted(score.score),
                                }
                                for score in course
                            ],
                        }
                        for course in shown
                    ],
                    "alt": " ".join(change(course) for course in group),
                }
            }
        )
        if shown != group:
            blocks.append({"par": "Where there are more scores, the first and the most recent ones are shown."})
    return blocks


def _thinned(course: Course, group: list[Course]) -> Course:
    latest = sorted({score.date for other in group for score in other})[-(CHARTED_DAYS - 1) :]
    return tuple(score for score in course if score is course[0] or score.date in latest)


def _points(difference: Decimal) -> str:
    return f"{plain_number(difference)} point{'' if difference == 1 else 's'}"


def _plotted(score: Decimal) -> int | float:
    return int(score) if score == score.to_integral_value() else float(score)
