"""What can be typed into the settings: the boxes of the practice, its providers, its prices and its protocols."""

from django.utils.translation import gettext_lazy as _

from makewhole.app.clinic.sheets import Box, Part
from makewhole.app.clinic.visit_sheet import CONTAINERS, MEASURED, ROUTES

ZONES = tuple(
    (name, name.partition("/")[2].replace("_", " "))
    for name in (
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Phoenix",
        "America/Los_Angeles",
        "America/Anchorage",
        "Pacific/Honolulu",
        "America/Puerto_Rico",
        "Pacific/Guam",
    )
)
MEDICARE = (
    ("unknown", _("Not known")),
    ("enrolled", _("Enrolled")),
    ("opted_out", _("Opted out")),
    ("never_enrolled", _("Never enrolled")),
)
NPI = _("Ten digits, as in the NPI registry")
TAXONOMY = _("Ten characters ending in X, as in the NPI registry")


def address(base: str, *, required: bool) -> tuple[tuple[Box, ...], ...]:
    """The boxes of a postal address."""
    return (
        (Box(f"{base}.line1", _("Street"), required=required), Box(f"{base}.line2", _("Suite"))),
        (
            Box(f"{base}.city", _("City"), required=required),
            Box(f"{base}.state", _("State"), hint=_("Two letters"), required=required, code=True),
            Box(f"{base}.zip", _("ZIP code"), required=required, code=True),
        ),
    )


PRACTICE = (
    Part(
        _("Who bills"),
        (
            (Box("legal_name", _("Legal name"), hint=_("As on the tax papers of the practice"), required=True),),
            (
                Box("npi", _("NPI of the practice"), hint=NPI, required=True, code=True),
                Box("taxonomy", _("Taxonomy"), hint=TAXONOMY, code=True),
            ),
            (
                Box("ein", _("EIN"), hint=_("Nine digits: 12-3456789"), code=True),
                Box("ssn", _("or Social Security number"), hint=_("Only if you bill under your own"), code=True),
            ),
        ),
    ),
    Part(
        _("Where"),
        (
            *address("address", required=True),
            (Box("time_zone", _("Time zone"), "choice", choices=ZONES, required=True),),
        ),
    ),
    Part(
        _("How you are reached"),
        (
            (
                Box("phone", _("Telephone"), hint=_("Ten digits"), required=True, code=True),
                Box("fax", _("Fax"), code=True),
                Box("email", _("E-mail address")),
            ),
        ),
    ),
    Part(_("Where payments go, if elsewhere"), address("pay_to_address", required=False), folded=True),
    Part(
        _("Registration or certificate of the clinic"),
        (
            (
                Box("authority", _("Registered with"), hint=_("The authority, as on the certificate"), required=True),
                Box("number", _("Number"), code=True),
            ),
            (
                Box("valid_from", _("Valid from"), "day", hint=_("For example 9 Dec 2026 or 12/9/2026")),
                Box("valid_until", _("Valid until"), "day"),
            ),
        ),
        rows="registrations",
        add=_("Add a registration"),
        most=20,
    ),
)
PROVIDERS = (
    Part(
        _("Provider"),
        (
            (
                Box("name.first", _("First name"), required=True),
                Box("name.middle", _("Middle name")),
                Box("name.last", _("Last name"), required=True),
                Box("credentials", _("Credentials"), hint=_("For example MD"), required=True),
            ),
            (
                Box("npi", _("NPI"), hint=NPI, required=True, code=True),
                Box("taxonomy", _("Taxonomy"), hint=TAXONOMY, code=True),
            ),
            (
                Box("licence_number", _("License number"), code=True),
                Box("licence_state", _("License state"), hint=_("Two letters"), code=True),
            ),
            (
                Box("medicare", _("Medicare"), "choice", choices=MEDICARE, required=True),
                Box("opt_out_from", _("Opted out from"), "day", hint=_("First day of the two-year period")),
            ),
        ),
        rows="providers",
        add=_("Add a provider"),
        least=1,
        most=60,
    ),
)
CODE = Box("code", _("Code"), required=True, code=True)
PRICES = (
    Part(
        _("Price"),
        ((CODE, Box("price", _("Price of one unit"), "money", required=True)),),
        rows="price_list",
        add=_("Add a price"),
        least=1,
        most=200,
    ),
    Part(
        _("All-inclusive price"),
        (
            (
                Box("name", _("Name"), hint=_("As it is chosen in a visit"), required=True),
                Box("price", _("Price of the whole visit"), "money", required=True),
            ),
        ),
        rows="all_inclusive",
        add=_("Add an all-inclusive price"),
        inner=(
            Part(
                _("Fee"),
                ((CODE, Box("price", _("Your fee for one unit"), "money", required=True)),),
                rows="fees",
                add=_("Add a fee"),
                least=1,
                most=60,
            ),
        ),
    ),
)
_DRUG = (
    (
        Box("drug.name", _("Drug"), required=True),
        Box("drug.ndc", _("NDC"), hint=_("With its hyphens, as on the label"), code=True),
        Box("route", _("How"), "choice", choices=ROUTES, required=True),
    ),
    (
        Box("drug.strength", _("Strength"), "quantity", hint=_("For example 50 mg")),
        Box("drug.strength_per", _("in"), "quantity", hint=_("For example 1 mL")),
        Box("drug.container", _("Container"), "choice", choices=CONTAINERS),
    ),
)
PROTOCOLS = (
    Part(
        _("Protocol"),
        (
            (Box("name", _("Name"), hint=_("The first in the list is the usual one"), required=True),),
            *_DRUG,
            (
                Box("mg_per_kg", _("mg for each kg"), "number", hint=_("Empty if the dose does not go by weight")),
                Box("round_to", _("Rounded to mg"), "number", hint=_("For example 1")),
                Box("minutes", _("Minutes planned"), "number"),
            ),
            (
                Box(
                    "diagnoses", _("Usual diagnoses"), "codes", hint=_("They are offered, never entered by themselves")
                ),
                Box("place_of_service", _("Place of service"), hint=_("11 is an office"), required=True, code=True),
                Box("all_inclusive", _("Price"), "choice", choices="prices"),
            ),
            tuple(Box(f"measured.{kind}", words, "tick") for kind, words in MEASURED if kind),
        ),
        rows="protocols",
        add=_("Add a protocol"),
        inner=(
            Part(
                _("Drug often given beside it"),
                (*_DRUG, (Box("dose", _("Usual dose"), "quantity", hint=_("For example 4 mg")),)),
                rows="adjuncts",
                add=_("Add a drug given beside it"),
                most=12,
            ),
        ),
        least=1,
    ),
)
PAYER = (
    Part(
        _("Where claims go"),
        (
            *address("claims_address", required=False),
            (
                Box("phone", _("Telephone"), code=True),
                Box("timely_filing_days", _("Days to file a claim"), "number"),
            ),
        ),
    ),
    Part(
        _("How you know"),
        (
            (
                Box("source", _("Source"), hint=_("For example: call of 12 Nov 2026, reference 4417")),
                Box("checked", _("Checked on"), "day", hint=_("For example 9 Dec 2026 or 12/9/2026")),
            ),
            (Box("met", _("We have patients with this insurer"), "tick"),),
        ),
    ),
    Part(
        _("Something else you found out"),
        (
            (Box("says", _("What it is"), hint=_("For example: wants the start and stop times on the bill")),),
            (
                Box("source", _("Source"), hint=_("For example: call of 12 Nov 2026, reference 4417")),
                Box("checked", _("Checked on"), "day", hint=_("For example 9 Dec 2026 or 12/9/2026")),
            ),
        ),
        rows="additions",
        add=_("Add a fact"),
    ),
)
