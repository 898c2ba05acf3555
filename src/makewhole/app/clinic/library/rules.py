"""The rules by which a visit is coded, as a biller reads them."""

from django.utils.translation import gettext_lazy as _

RULES = (
    _("Up to this dose on the day Medicare takes the lower session code, above it the higher one."),
    _(
        "Medicare's session code holds the visit, the drug and the watching afterwards, so none of them is "
        "billed beside it."
    ),
    _("Medicare's session code stands for at least this time of watching after the dose."),
    _(
        "Medicare's session code is for a patient the practice already knows; a new patient's first visit is "
        "another service."
    ),
    _(
        "In a hospital or surgery center the facility bills infusions, pushes, injections and their drugs; "
        "the clinician's own claim carries only the clinician's visit."
    ),
    _("A drug must run at least 16 minutes to count as an infusion; one first-hour code covers 16 to 90 minutes."),
    _("A drug given over 15 minutes or less counts as a push, even when it hung in a bag."),
    _("The first code covers one hour and each further code one hour more."),
    _(
        "A further hour counts only when more than 30 minutes ran beyond the last counted hour: 91 minutes is"
        " one further hour, 90 is none. One published source says at least 30, so exactly 30 is shown as "
        "doubtful and not counted."
    ),
    _(
        "At exactly this many minutes beyond the last counted hour the published sources disagree: leave the "
        "hour out and say so."
    ),
    _(
        "A second, different drug run after the first must itself run at least 16 minutes to count as an "
        "infusion of its own."
    ),
    _("The same mixture is counted once as a second infusion in a visit, however often it is restarted."),
    _("Drugs run at the same time through the same access count once a day, however many there are."),
    _("Two drugs must run together for at least 16 minutes before the second counts as given at the same time."),
    _("Only one first code (infusion, push or hydration) in a visit, unless medical need forced a second access site."),
    _("A first code at a second access site that was medically needed carries 59, or XS where the payer takes it."),
    _("Without a documented stop time an infusion can be counted only as a push."),
    _(
        "Only minutes in which the drug runs count: pauses, flushing, starting the line and watching "
        "afterwards do not. Changing a bag does not stop the clock."
    ),
    _(
        "These belong to the infusion and are never billed beside it: starting the line, numbing the skin, "
        "flushing, the fluid that carries the drug, tubing, needles and syringes."
    ),
    _("Fluid given for its own medical need must run at least 31 minutes."),
    _("A further hour of fluid counts only when more than 30 minutes ran beyond the last counted hour."),
    _("Fluid that carries a drug, or runs beside one, is never counted as hydration."),
    _(
        "Hydration given before or after a drug infusion, for its own reason and its own diagnosis, carries "
        "this modifier."
    ),
    _("In a doctor's office the first code is the one for the main reason of the visit, whatever was given first."),
    _(
        "In a hospital or other facility the first code follows a fixed order: infusion before push, push "
        "before injection, injection before hydration."
    ),
    _(
        "A further push of a drug that was already pushed counts only in a facility; in an office it is part "
        "of the first push."
    ),
    _("In a facility, a further push of the same drug counts only when more than 30 minutes lie between the two."),
    _("One first hour of hydration a day"),
    _("Eight further hours of hydration a day"),
    _("One first hour of infusion a day; a second access site needs its modifier"),
    _("Eight further hours of infusion a day"),
    _("Four infusions of other drugs a day"),
    _("One infusion at the same time a day"),
    _("One first push a day"),
    _("Six further pushes of other drugs a day"),
    _("Three scored questionnaires a day"),
    _("A new patient's visit leveled by how hard the medical decisions were."),
    _("An established patient's visit leveled by how hard the medical decisions were."),
    _(
        "A new patient's visit leveled by the clinician's total minutes on the day: ranges until 2023, least "
        "minutes since 2024."
    ),
    _(
        "An established patient's visit leveled by the clinician's total minutes on the day: ranges until "
        "2023, least minutes since 2024."
    ),
    _(
        "Minutes from which one unit of the prolonged code may follow the highest level, and the full step "
        "for each further unit. Medicare does not take it."
    ),
    _(
        "A visit beside an infusion carries this modifier, and only where it was significant and apart from "
        "the usual work of the infusion itself."
    ),
    _(
        "Medicare does not pay the complexity add-on when the visit carries the modifier for a separate "
        "visit, as it does beside an infusion."
    ),
    _("The lowest visit code is never billed on the day of an infusion or injection, not even with a modifier."),
    _("A patient is new when nobody of the same specialty in the practice has seen them within these years."),
    _("The lowest visit is never paid beside an infusion, hydration, a push or a shot."),
    _("Two first codes: the push becomes a further push (96375), unless a second access site was needed."),
    _(
        "Two first codes: hydration before or after becomes further hydration (96361), unless a second "
        "access site was needed."
    ),
    _(
        "Two first codes: hydration beside a push becomes further hydration (96361), unless a second "
        "access site was needed."
    ),
    _("A shot beside an infusion, hydration or a push needs its own reason and modifier."),
    _(
        "A local anesthetic put under the skin beside what is given by vein numbs the skin for the line and is never "
        "billed, unless the record gives the shot a reason of its own."
    ),
    _("Measuring oxygen is part of whatever else is paid that day."),
    _("Measuring oxygen once is part of measuring it several times."),
    _("Recording a rhythm strip, or reading it, is part of doing both."),
    _("An office visit is part of a psychiatric evaluation by the same clinician on that day."),
    _("Psychotherapy is part of a psychiatric evaluation by the same clinician on that day."),
    _("An evaluation without medical work is part of one with it."),
    _("A scored questionnaire is part of the psychiatric evaluation or psychotherapy of that day."),
    _(
        "An office visit is never paid beside psychotherapy billed as done alone: beside a visit it has "
        "codes of its own."
    ),
    _("Of two psychotherapy codes on one day the longer is paid."),
    _("One unit a day"),
    _("Two units a day"),
    _("Three units a day"),
    _("Four units a day"),
    _("Five units a day"),
    _("Six units a day"),
    _("Eight units a day"),
    _("Ten units a day"),
    _("%(units)s units a day"),
    _("Psychotherapy alone and psychotherapy beside a visit are not both billed on one day."),
    _("Telehealth, the patient is not at home."),
    _("Telehealth, the patient is at home."),
    _("A doctor's office."),
    _("The patient's home."),
    _("A hospital's outpatient department away from the main building."),
    _("A hospital's outpatient department on the main site."),
    _("A hospital, the patient stays in it."),
    _("These are fluids and no drugs: they carry a drug or hydrate, and no code of theirs is kept here."),
    _("A hospital's emergency room."),
    _("A claim has at least one line; a visit of which nothing can be billed makes none."),
    _(
        "A visit at home, in an emergency room, of an inpatient or in a nursing home has codes of its own, so "
        "the office visit codes are not billed there."
    ),
    _("A center for day surgery."),
    _("A clinic that stands alone and is not an office."),
    _(
        "Every charge is the practice's own price. An all-inclusive price is shared over the lines in "
        "proportion to the fees the practice declared, to the cent; a price is never made up."
    ),
    _(
        "Psychotherapy beside a medical visit, by its own minutes, which must not overlap the visit's; 15 "
        "minutes or less is none."
    ),
    _("Psychotherapy without a medical visit, by its minutes."),
    _("When psychotherapy stands beside it, the visit is leveled by decision making, never by time."),
    _("Instruments that score mood, anxiety, trauma, obsession or suicide risk; a pain scale is not one of them."),
    _("A visit by live video carries this modifier where the payer asks for it."),
    _("A visit by telephone alone carries this modifier."),
    _("Place of service when the patient is at home."),
    _("Place of service when the patient is somewhere other than home."),
    _("Name, strength, dose given and 11-digit NDC must stand on the line or its note, or it comes back unprocessed."),
    _("An unlisted drug is billed as one unit, whatever the dose; the dose stands in the note."),
    _("For a compounded drug the purchase cost is stated as well."),
    _("How the NDC quantity is counted: international unit, gram, milliliter or unit (such as a vial of powder)."),
    _("The NDC quantity of what was given is stated to two decimals."),
    _("Some published lists give ketamine a code that belongs to another drug; J3000 is streptomycin."),
    _(
        "What was thrown away from a single-dose vial stands on a line of its own with this modifier, and the"
        " amount in the record."
    ),
    _(
        "When nothing was thrown away from a single-dose vial, or no more than the billed unit already covers, "
        "the drug's line carries this modifier; asked for since July 2023."
    ),
    _("When the billed unit already covers the dose and the rest of the vial, the rest is not billed again."),
)
