"""What can be typed about a visit: the parts of its page, in the order in which a visit happens."""

from django.utils.translation import gettext_lazy as _

from makewhole.records import SCALES

from .sheets import Box, Part

ROUTES = (
    ("iv_infusion", _("Infusion into a vein")),
    ("iv_push", _("Push into a vein")),
    ("im", _("Into a muscle")),
    ("sc", _("Under the skin")),
    ("intranasal", _("In the nose")),
    ("oral", _("By mouth")),
    ("sublingual", _("Under the tongue")),
)
CONTAINERS = (
    ("", "—"),
    ("single_dose_vial", _("Single-dose vial")),
    ("multi_dose_vial", _("Multi-dose vial")),
    ("ampule", _("Ampule")),
    ("prefilled_syringe", _("Prefilled syringe")),
    ("bag", _("Bag")),
    ("spray", _("Spray")),
    ("tablet", _("Tablet")),
    ("compounded", _("Compounded")),
)
PLACES = (
    ("11", _("11 · Office")),
    ("12", _("12 · Home")),
    ("10", _("10 · Telehealth, patient at home")),
    ("02", _("02 · Telehealth, elsewhere")),
    ("49", _("49 · Independent clinic")),
    ("22", _("22 · Hospital outpatient")),
    ("19", _("19 · Hospital outpatient, off campus")),
    ("24", _("24 · Surgical center")),
)
MEASURED = (
    ("", "—"),
    ("vital_signs", _("Vital signs")),
    ("pulse_oximetry", _("Oxygen saturation")),
    ("cardiac_rhythm", _("Heart rhythm strip")),
    ("capnography", _("Breathing (capnography)")),
    ("ecg", _("ECG")),
)
METHODS = (
    ("", "—"),
    ("card", _("Card")),
    ("cash", _("Cash")),
    ("check", _("Check")),
    ("hsa_card", _("HSA card")),
    ("fsa_card", _("FSA card")),
    ("bank_transfer", _("Bank transfer")),
    ("financing", _("Financing")),
    ("other", _("Other")),
)
MAKING = (
    ("", "—"),
    ("straightforward", _("Straightforward")),
    ("low", _("Low")),
    ("moderate", _("Moderate")),
    ("high", _("High")),
)
INSTRUMENTS = (("", "—"), *((name, name) for name in SCALES))
CODES_HINT = _("ICD-10-CM codes, for example F33.2 F41.1")

PRODUCT = (
    (Box("drug.ndc", _("NDC"), hint=_("With its hyphens, as on the label"), code=True),),
    (
        Box("drug.strength", _("Strength"), "quantity", hint=_("For example 50 mg")),
        Box("drug.strength_per", _("in"), "quantity", hint=_("For example 1 mL")),
        Box("drug.container", _("Container"), "choice", choices=CONTAINERS),
    ),
    (
        Box("drug.lot", _("Lot"), code=True),
        Box("drug.expires", _("Expires"), "day"),
        Box("drug.acquisition_cost", _("What it cost the practice"), "money"),
    ),
)
PAUSES = Part(
    _("Pause"),
    ((Box("start", _("Paused at"), "time", required=True), Box("stop", _("Went on at"), "time", required=True)),),
    rows="pauses",
    add=_("Add a pause"),
    most=12,
)
FLUSHES = Part(
    _("Flush"),
    ((Box("start", _("Flush from"), "time", required=True), Box("stop", _("to"), "time", required=True)),),
    rows="flushes",
    add=_("Add a flush"),
    most=12,
)
VISIT: tuple[Part, ...] = (
    Part(
        _("Visit"),
        (
            (
                Box("date", _("Date of service"), "day", hint=_("For example 9 Dec 2026 or 12/9/2026"), required=True),
                Box("weight", _("Weight"), "number", hint=_("In kg, as measured today")),
            ),
            (Box("diagnoses", _("Diagnoses, the most important first"), "ranked", hint=CODES_HINT),),
        ),
    ),
    Part(
        _("Drug"),
        (
            (
                Box("drug.name", _("Drug"), hint=_("As on the label"), required=True),
                Box("dose", _("Dose given"), "quantity", hint=_("For example 39 mg"), required=True),
            ),
            (
                Box("start", _("Start"), "time", hint=_("24-hour, or 2:05 pm"), required=True),
                Box("stop", _("Stop"), "time", hint=_("Empty for a push")),
                Box("wasted", _("Thrown away"), "quantity", hint=_("0 mg if none")),
            ),
            (
                Box("route", _("How"), "choice", choices=ROUTES, required=True),
                Box("diagnoses", _("For which diagnosis"), "codes"),
            ),
            (Box("main_reason", _("The patient came for this"), "tick"),),
        ),
        rows="administrations",
        add=_("Add a drug"),
        inner=(
            PAUSES,
            FLUSHES,
            Part(
                _("Product and line"),
                (
                    *PRODUCT,
                    (
                        Box("access_site", _("Line"), hint=_("Where the needle sits, for example left forearm")),
                        Box("bag", _("Bag"), hint=_("The same word for drugs mixed in one bag")),
                    ),
                    (Box("second_site_reason", _("Why a second line was medically needed"), "prose"),),
                    (Box("shot_reason", _("Why a shot was needed beside what was given by vein"), "prose"),),
                ),
                folded=True,
            ),
        ),
    ),
    Part(
        _("Hydration"),
        (
            (
                Box("fluid.name", _("Fluid"), hint=_("As on the label"), required=True),
                Box("volume", _("Volume"), "quantity", hint=_("For example 500 mL"), required=True),
            ),
            (Box("start", _("Start"), "time", required=True), Box("stop", _("Stop"), "time")),
            (
                Box("fluid.ndc", _("NDC"), code=True),
                Box("access_site", _("Line")),
                Box("diagnoses", _("For which diagnosis"), "codes"),
            ),
            (Box("necessity", _("Why fluid was medically needed"), "prose"),),
        ),
        rows="hydration",
        add=_("Add hydration"),
        inner=(PAUSES,),
    ),
    Part(
        _("Measurement"),
        (
            (
                Box("kind", _("What was measured"), "choice", choices=MEASURED, required=True),
                Box("readings", _("How many times"), "number"),
            ),
        ),
        rows="monitoring",
        add=_("Add a measurement"),
        inner=(
            Part(
                _("Order and interpretation"),
                (
                    (Box("separately_ordered", _("Ordered separately"), "tick"),),
                    (Box("interpretation", _("Interpretation"), "prose"),),
                ),
                folded=True,
            ),
        ),
    ),
    Part(
        _("Score"),
        (
            (
                Box("result.instrument", _("Questionnaire"), "choice", choices=INSTRUMENTS, required=True),
                Box("result.score", _("Total"), "number", required=True),
            ),
            (
                Box("result.date", _("Answered on"), "day", required=True),
                Box("diagnoses", _("For which diagnosis"), "codes"),
            ),
        ),
        rows="screenings",
        add=_("Add a score"),
    ),
    Part(
        _("Office visit"),
        (
            (
                Box(
                    "office_visit.patient",
                    _("Patient"),
                    "choice",
                    choices=(("", "—"), ("established", _("Known here")), ("new", _("New here"))),
                ),
                Box("office_visit.decision_making", _("Decision making"), "choice", choices=MAKING),
                Box("office_visit.minutes", _("or minutes"), "number"),
            ),
            (Box("office_visit.separate", _("Significant, and apart from the infusion"), "tick"),),
            (Box("office_visit.reason", _("What was addressed"), "prose"),),
            (Box("office_visit.diagnoses", _("For which diagnosis"), "codes"),),
        ),
        folded=True,
    ),
    Part(
        _("Psychotherapy and evaluation"),
        (
            (
                Box("psychotherapy.minutes", _("Psychotherapy minutes"), "number"),
                Box("psychotherapy.diagnoses", _("For which diagnosis"), "codes"),
            ),
            (
                Box("psychiatric_evaluation.medical", _("Evaluation with medical work"), "yesno"),
                Box("psychiatric_evaluation.diagnoses", _("For which diagnosis"), "codes"),
            ),
        ),
        folded=True,
    ),
    Part(_("Note"), ((Box("note.text", _("The clinician's note"), "prose"),),)),
    Part(
        _("Price"),
        ((Box("pricing", _("How this visit is priced"), "pricing", choices="prices", required=True),),),
    ),
    Part(
        _("Payment"),
        (
            (
                Box("amount", _("Amount paid"), "money", required=True),
                Box("method", _("How"), "choice", choices=METHODS, required=True),
                Box("date", _("Paid on"), "day", required=True),
            ),
            (Box("paid_by", _("Paid by"), hint=_("Empty if the patient")), Box("reference", _("Reference"))),
        ),
        rows="payments",
        add=_("Add a payment"),
    ),
    Part(
        _("Number, place and provider"),
        (
            (
                Box("number", _("Visit number"), code=True, required=True),
                Box("place_of_service", _("Place of service"), "choice", choices=PLACES, required=True),
                Box(
                    "telehealth",
                    _("Telehealth"),
                    "choice",
                    choices=(("", _("No")), ("video", _("Video")), ("audio", _("Telephone"))),
                ),
            ),
            (
                Box("rendering_provider", _("Who treated"), "choice", choices="providers", required=True),
                Box("referring_provider", _("Who referred"), "choice", choices="referrers"),
            ),
        ),
        folded=True,
    ),
)
