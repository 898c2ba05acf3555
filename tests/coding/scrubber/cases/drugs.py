"""Drug lines, and what was left in the vial."""

from tests.coding.scrubber.visits import GONE, Case, Given, line_of

KETAMINE, ONDANSETRON = "visit.administrations[0]", "visit.administrations[1]"
ONDANSETRON_LINE, KETAMINE_LINE = line_of("J2405"), line_of("J3490")
MEDICARE = {"coverages[0].waste_modifiers": True}

CASES = [
    Case(
        "drugs/unlisted-without-ndc",
        breaks=Given({f"{KETAMINE}.drug.ndc": None}),
        keeps=Given({f"{ONDANSETRON}.drug.ndc": None}),
    ),
    Case(
        "drugs/unlisted-without-strength",
        breaks=Given({f"{KETAMINE}.drug.strength": None}),
        keeps=Given({f"{ONDANSETRON}.drug.strength": None}),
    ),
    Case(
        "drugs/unlisted-description-incomplete",
        breaks=Given({}, {f"lines[{KETAMINE_LINE}].drug.description": "Ketamine"}),
        keeps=Given({f"{KETAMINE}.dose": "40.5 mg"}),
    ),
    Case(
        "drugs/unlisted-description-incomplete",
        breaks=Given({f"{KETAMINE}.drug.name": "KETALAR®"}, {f"lines[{KETAMINE_LINE}].drug.description": "Ketamine"}),
        keeps=Given({f"{KETAMINE}.drug.name": "KETALAR®"}),
    ),
    Case(
        "drugs/ndc-missing",
        breaks=Given({f"{ONDANSETRON}.drug.ndc": None}),
        keeps=Given({f"{KETAMINE}.drug.ndc": None}),
    ),
    Case(
        "drugs/ndc-quantity-missing",
        breaks=Given({f"{ONDANSETRON}.drug.strength_per": None}),
        keeps=Given({f"{ONDANSETRON}.drug.strength_per": "1 mL"}),
    ),
    Case(
        "drugs/ndc-quantity-disagrees",
        breaks=Given({}, {f"lines[{KETAMINE_LINE}].drug.quantity": "0.80"}),
        keeps=Given({f"{KETAMINE}.dose": "0.0391 g"}),
        says="make 0.78 mL",
    ),
    Case(
        "drugs/units-do-not-match",
        breaks=Given({f"{KETAMINE}.dose": "39 units"}),
        keeps=Given({f"{KETAMINE}.dose": "0.78 mL", f"{KETAMINE}.wasted": "0 mg"}),
    ),
    Case(
        "drugs/dose-is-nothing",
        breaks=Given({f"{ONDANSETRON}.dose": "0 mg"}),
        keeps=Given({f"{ONDANSETRON}.dose": "0.5 mg"}),
    ),
    Case(
        "drugs/expired",
        breaks=Given({f"{KETAMINE}.drug.expires": "2026-11-11"}),
        keeps=Given({f"{KETAMINE}.drug.expires": "2026-11-12"}),
    ),
    Case(
        "drugs/compounded-without-cost",
        breaks=Given({f"{KETAMINE}.drug.container": "compounded"}),
        keeps=Given({f"{KETAMINE}.drug.container": "compounded", f"{KETAMINE}.drug.acquisition_cost": "12.40"}),
    ),
    Case(
        "drugs/dose-outside-usual",
        breaks=Given({f"{KETAMINE}.dose": "3900 mg"}),
        keeps=Given({f"{KETAMINE}.dose": "3900 mg", "visit.weight": None}),
        says="49.68 mg per kg",
    ),
    Case(
        "drugs/dose-outside-usual",
        breaks=Given({f"{KETAMINE}.dose": "7 mg"}),
        keeps=Given({f"{KETAMINE}.dose": "3900 mg", f"{KETAMINE}.route": "im"}),
        says="0.09 mg per kg",
    ),
    Case(
        "drugs/one-ndc-two-strengths",
        breaks=Given({f"{ONDANSETRON}.drug.ndc": "00143-9508-10"}),
        keeps=Given({f"{ONDANSETRON}.drug.ndc": "00143-9508-10", f"{ONDANSETRON}.drug.strength": None}),
    ),
    Case(
        "vials/waste-from-multi-dose",
        breaks=Given({f"{KETAMINE}.wasted": "11 mg"}),
        keeps=Given({f"{KETAMINE}.wasted": "11 mg", f"{KETAMINE}.drug.container": "single_dose_vial"}),
    ),
    Case(
        "vials/waste-not-recorded",
        breaks=Given({f"{ONDANSETRON}.wasted": GONE}),
        keeps=Given({f"{KETAMINE}.wasted": GONE}),  # from a multi-dose vial
    ),
    Case(
        "vials/not-whole-vials",
        breaks=Given({f"{ONDANSETRON}.dose": "3 mg"}),
        keeps=Given({f"{ONDANSETRON}.dose": "3 mg", f"{ONDANSETRON}.wasted": "1 mg"}),
        says="make 3 mg",
    ),
    Case(
        "vials/not-whole-vials",
        breaks=Given({f"{ONDANSETRON}.wasted": "2 mg"}),
        keeps=Given({f"{KETAMINE}.drug.container": "single_dose_vial", f"{KETAMINE}.wasted": "5 mg"}),  # per 1 mL
    ),
    Case(
        "vials/not-whole-vials",
        breaks=Given({f"{ONDANSETRON}.drug.container": "ampule", f"{ONDANSETRON}.dose": "2 mg"}),
        keeps=Given({f"{KETAMINE}.drug.strength": "500 mg", f"{KETAMINE}.drug.strength_per": "10 mL"}),  # multi-dose
    ),
    Case(
        "vials/discard-billed-without-record",
        breaks=Given({}, {f"lines[{ONDANSETRON_LINE}].modifiers": ["JW"]}),
        keeps=Given({**MEDICARE, f"{ONDANSETRON}.dose": "2 mg", f"{ONDANSETRON}.wasted": "2 mg"}),
    ),
    Case(
        "vials/none-discarded-though-recorded",
        breaks=Given({f"{ONDANSETRON}.wasted": "4 mg"}, {f"lines[{ONDANSETRON_LINE}].modifiers": ["JZ"]}),
        keeps=Given(MEDICARE),  # billed with JZ, and nothing was discarded
    ),
    Case(
        "vials/none-discarded-though-recorded",
        breaks=Given(
            {f"{ONDANSETRON}.dose": "3.5 mg", f"{ONDANSETRON}.wasted": "2.5 mg"},
            {f"lines[{ONDANSETRON_LINE}].modifiers": ["JZ"]},
        ),
        keeps=Given(
            {**MEDICARE, f"{ONDANSETRON}.dose": "3.5 mg", f"{ONDANSETRON}.wasted": "0.5 mg"}
        ),  # 4 units hold both
    ),
]
