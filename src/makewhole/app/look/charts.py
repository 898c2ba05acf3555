"""Where the points of a small chart lie, in per cent of its box, so that its text keeps its size on every screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

LEFT, RIGHT, TOP, BOTTOM = 3.0, 92.0, 14.0, 80.0
LABELS = 7  # more values than this would touch each other on a phone


@dataclass(frozen=True)
class Score:
    """One dated value of an instrument."""

    on: date
    value: int


def score_chart(title: str, scores: Sequence[Score], highest: int) -> dict[str, Any]:
    """Points, lines and labels for look/chart.html. Only the first, last, highest and lowest are labelled when there
    are more than seven; the table has them all."""
    ordered = sorted(scores, key=lambda score: score.on)
    if not ordered:
        return {"title": title, "scores": (), "points": (), "lines": ()}
    start, days = ordered[0].on, max((ordered[-1].on - ordered[0].on).days, 1)
    told = {
        ordered[0],
        ordered[-1],
        max(ordered, key=lambda score: score.value),
        min(ordered, key=lambda score: score.value),
    }
    points = [
        {
            "x": f"{LEFT + (RIGHT - LEFT) * (score.on - start).days / days:.2f}%",
            "y": f"{BOTTOM - (BOTTOM - TOP) * score.value / highest:.2f}%",
            "value": score.value if len(ordered) <= LABELS or score in told else None,
            "on": score.on,
        }
        for score in ordered
    ]
    return {
        "title": title,
        "highest": highest,
        "scores": ordered,
        "points": points,
        "lines": list(pairwise(points)),
        "first": points[0],
        "last": points[-1],
        "floor": f"{BOTTOM}%",
        "ceiling": f"{TOP}%",
    }
