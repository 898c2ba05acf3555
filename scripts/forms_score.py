"""Scores what is proposed for each form of ../shared/data/forms against truth written by hand, beside a plain matcher.

python scripts/forms_score.py [FOLDER]      exits 1 where something wrong was proposed with confidence
"""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from makewhole.documents.forms import Form, find, named_values, propose, read_form

HERE = Path(__file__).parent
TRUTH = HERE.parent / "tests" / "documents" / "forms" / "truth"
FORMS = HERE.parent.parent / "shared" / "data" / "forms"
NEAR_ENOUGH = 0.6
"""The least likeness of two names that the plain matcher takes for a match."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many boxes got their value, another one, none; and how many another one that would have been written."""

    right: int
    wrong: int
    missed: int
    wrongly_confident: tuple[str, ...]

    def __str__(self) -> str:
        share = self.right / max(1, self.right + self.wrong + self.missed)
        counts = f"right {self.right:>3}   wrong {self.wrong:>3}   missed {self.missed:>3}"
        return f"{counts}   wrongly confident {len(self.wrongly_confident):>3}   {share:>4.0%} right"


def score(truth: Mapping[str, str], proposed: Mapping[str, tuple[str, bool]], standard: bool = False) -> Score:
    """`truth` by box, with " | " between values that are as good; `proposed` the value and whether it is written.

    `standard`: only boxes that a record can fill count as right, wrong or missed.
    """
    right, wrong, missed, confident = 0, 0, 0, list[str]()
    for box in [*truth, *(box for box in proposed if box not in truth)]:
        wanted = [value for value in truth.get(box, "").split(" | ") if value]
        value, sure = proposed.get(box, ("", False))
        if sure and value and value not in wanted:
            confident.append(box)
        if not wanted or (standard and not _standard(wanted[0])):
            continue
        if value in wanted and sure:
            right += 1
        elif sure and value:
            wrong += 1
        else:
            missed += 1
    return Score(right, wrong, missed, tuple(confident))


def _standard(value: str) -> bool:
    known = find(value)
    return known is not None and not (known.asked or known.pen)


def placed(form: Form, places: Mapping[str, list[float]]) -> tuple[int, list[str]]:
    """How many printed boxes have a proposed box over their middle, and the names of those that have none."""
    lost = [
        name
        for name, (page, x, y) in places.items()
        if not any(
            box.page == page
            and box.rect.left - 2 <= x <= box.rect.right + 2
            and box.rect.bottom - 2 <= y <= box.rect.top + 2
            for box in form.boxes
        )
    ]
    return len(places) - len(lost), lost


def by_names_alone(form: Form) -> dict[str, tuple[str, bool]]:
    """The baseline: the named value whose name is most like that of the field, as plain form fillers match."""
    names = [value.name for value in named_values()]
    found = {}
    for box in form.boxes:
        plain = box.field.lower().replace("_", " ").replace(".", " ")
        likes = [
            (SequenceMatcher(None, plain, name.replace("_", " ").replace(".", " ")).ratio(), name) for name in names
        ]
        like, name = max(likes)
        value = f"{name}={box.on.lower()}" if box.kind == "check" else name
        found[box.id] = (value, like >= NEAR_ENOUGH)
    return found


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    faults = 0
    for path in sorted(TRUTH.glob("*.toml")):
        truth = tomllib.loads(path.read_text(encoding="utf-8"))
        file = folder / truth["file"]
        if not file.is_file():
            print(f"{path.stem}: {truth['file']} is not in {folder.name}; left out")
            continue
        form = read_form(file.read_bytes())
        proposed = {each.box: (each.value, each.confident) for each in propose(form)}
        ours = score(truth["boxes"], proposed)
        print(f"{path.stem}  ({len(form.boxes)} boxes)")
        print(f"  makewhole          {ours}")
        print(f"  of them standard   {score(truth['boxes'], proposed, standard=True)}")
        print(f"  names alone        {score(truth['boxes'], by_names_alone(form))}")
        if places := truth.get("places"):
            there, lost = placed(form, places)
            print(f"  printed boxes in place: {there} of {len(places)}{'; not: ' + ', '.join(lost) if lost else ''}")
        for box in ours.wrongly_confident:
            print(f"  wrong with confidence: {box} is {proposed[box][0]}, not {truth['boxes'].get(box) or 'empty'}")
        faults += len(ours.wrongly_confident)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
