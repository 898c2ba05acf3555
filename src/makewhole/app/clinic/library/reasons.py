"""Why a line stands there, and why a fact makes none. A figure has its name between %( and )s."""

from django.utils.translation import gettext_lazy as _

REASONS = (
    _("A medicine the patient swallows or dissolves in the mouth is not billed as an injected drug."),
    _("Fluid that carries a drug belongs to the infusion; fluid given for itself is entered as hydration."),
    _("%(name)s has no code of its own: one unit of the unlisted drug code stands for the %(doses)s given."),
    _("%(name)s %(doses)s given; one unit is %(per)s %(unit)s, so %(dose)s %(unit)s is %(units)s."),
    _("No code is known here for %(name)s, and none is guessed."),
    _(
        "%(code)s is for %(name)s given another way; for the way it was given no code is known here, and none is "
        "guessed."
    ),
    _("Check how it was given; if that is right, have a biller add its line."),
    _("Check the spelling of the generic name; if it is right, add its code to the rules with its source."),
    _("The dose of %(name)s (%(dose)s) cannot be turned into %(unit)s from what is recorded."),
    _("Give the dose in %(unit)s, or the strength as on the label."),
    _("%(dose)s mg of esketamine was given; Medicare's lower code reaches to %(most)s mg."),
    _("Medicare's %(code)s holds the visit, the drug and the watching, so it has no line of its own."),
    _("%(code)s also says that the patient was watched for two hours, which a visit file has no place to show."),
    _("Check that the note gives the time of the dose and the time the patient left."),
    _("Medicare's code for an esketamine session is for established patients, and this one is new."),
    _("Have a biller decide how the session is claimed."),
    _(
        "%(names)s ran %(minutes)s minutes in all: %(beyond)s beyond the first %(hour)s. A further hour "
        "counts from %(further_remainder)s minutes, which makes %(units)s."
    ),
    _(
        "Exactly %(rest)s minutes ran beyond the last counted hour. Most sources ask for more than %(rest)s, "
        "so no further hour is billed."
    ),
    _("%(names)s ran %(minutes)s minutes (%(times)s) as another drug after the first."),
    _(
        "%(names)s ran %(ran)s minutes at the same time as %(names_b)s, through the same access site; this "
        "counts once a day, whatever the minutes."
    ),
    _("%(names)s was also infused in this visit, so its push is no new drug but part of the infusion."),
    _("%(names)s was already given in this visit; a further push of the same drug counts only in a facility."),
    _("All that is in it also ran in another infusion of this visit, so it is no new drug."),
    _(
        "It ran at the same time as %(names)s but through another access site, and the record does not say "
        "why a second site was needed."
    ),
    _("Drugs run at the same time count once a day, and one is already counted."),
    _(
        "%(names)s ran %(minutes)s minutes (%(times)s); from %(first_hour_minimum)s minutes it is a first "
        "hour of infusion."
    ),
    _("%(names)s was pushed into the vein at %(times)s."),
    _("%(names)s has no stop time, so it can be counted only as a push."),
    _("%(names)s ran %(minutes)s minutes (%(times)s); under %(first_hour_minimum)s minutes it counts as a push."),
    _("%(names)s is the first service of the visit: %(chosen)s."),
    _("No drug is marked as the main reason of the visit; %(names)s was taken as the first."),
    _("Set main_reason on the drug the patient came for."),
    _("%(name)s at %(start)s belongs to the same infusion."),
    _("The record does not say why the patient needed fluid, so it counts as the carrier of the drug."),
    _("There is no stop time, and hydration is counted by its minutes."),
    _(
        "Fluid ran at most %(minutes)s minutes in one stretch apart from any drug; hydration counts from "
        "%(hydration_first_minimum)s."
    ),
    _("%(beyond)s minutes ran beyond the first hour."),
    _("No code is known here for %(name)s, %(volume)s, and none is guessed."),
    _("%(name)s, %(volume)s, given for itself: %(units)s × %(per)s mL."),
    _("Giving a nasal spray has no code of its own; watching the patient is part of the visit."),
    _("Swallowing a medicine has no code of its own."),
    _("Dissolving a medicine under the tongue has no code of its own."),
    _("%(name)s %(dose)s was given %(way)s at %(start)s."),
    _("The strip was ordered for its own reason and read in writing."),
    _("A full electrocardiogram has codes that are not kept here, and none is guessed."),
    _("Have a biller add its line, or leave it out."),
    _("%(units)s × %(fee)s, the practice's price."),
    _("The practice has declared no price for %(code)s."),
    _("There is no price for %(code)s, so its line is charged nothing."),
    _("Add the practice's fee for %(code)s; write 0 if it is never charged."),
    _("The practice has no all-inclusive price of this name."),
    _("Use a name listed under practice.all_inclusive."),
    _("None of this visit's lines has a declared fee, so the one price cannot be shared over them."),
    _("Declare a fee for the codes of this visit."),
    _("%(name)s does not score mood or behavior, which is what the code is for."),
    _("The %(name)s is counted once in a visit."),
    _("%(name)s was given and scored (%(score)s)."),
    _("A psychiatric evaluation was done the same day, and psychotherapy is not billed beside it."),
    _("A psychiatric evaluation was done the same day and holds the visit's work."),
    _("The record does not show it as significant and separate from the infusion's own work, so it is part of it."),
    _("%(minutes)s minutes are under the least that an office visit needs."),
    _("Beside psychotherapy a visit is leveled by decision making, which the record does not give."),
    _("%(patient)s patient, medical decision making %(decision_making)s."),
    _("%(patient)s patient, %(minutes)s minutes of the clinician's time on the day."),
    _("%(minutes)s minutes are under the least that psychotherapy needs."),
    _("%(minutes)s minutes of psychotherapy %(beside)s."),
    _("%(words)s was thrown away. Only the rest of a single-dose container can be billed, and this is none."),
    _(
        "%(discarded)s was thrown away. The modifiers for waste are Medicare's; this plan is not known to ask"
        " for them (coverages[].waste_modifiers)."
    ),
    _("The billed unit already covers the dose and what was thrown away, so the rest is not billed again."),
    _("%(wasted)s %(unit)s of a single-dose container was thrown away and recorded."),
    _("What was thrown away of %(name)s (%(words)s) cannot be turned into %(unit)s from what is recorded."),
    _("Give the waste in %(unit)s, or the strength as on the label."),
    _("Add the plan that is to be claimed."),
    _("The dose is recorded as none, so nothing was given."),
    _("The visit was in a facility, which bills this itself; the clinician's claim carries the visit only."),
    _("No diagnosis is linked to this service; it points to the first of the visit, %(ranked)s."),
    _("Nothing in this visit can be billed; each reason is listed under what is not billed."),
    _("Check that what was given and done was entered with its times."),
    _("Watching the patient belongs to the infusion or visit and has no line of its own."),
    _("A shot was needed beside what was given by vein: %(reason)s"),
    _("The record does not say why a shot was needed beside what was given by vein, so giving it is not billed apart."),
    _("Add shot_reason if the note gives one; otherwise leave it as it is."),
    _(
        "A local anesthetic under the skin numbs it for the line and belongs to what is given by vein; the record "
        "gives the shot no reason of its own."
    ),
    _("%(price)s for the whole visit, shared by the practice's fees: %(fees)s of %(whole)s."),
    _("A second access site was medically needed: %(reason)s"),
    _("%(name)s ran %(minutes)s minutes apart from any drug (%(start)s to %(stop)s), needed because: %(reason)s"),
    _("The record shows it as significant and separate from the infusion."),
    _("The record shows it as significant and separate from the infusion: %(reason)s"),
    _("A psychiatric evaluation was done."),
    _("A psychiatric evaluation was done with medical services."),
    _("What was thrown away is not recorded for every dose of this drug, so none of it is billed."),
    _("This plan asks what was thrown away of a single-dose container, and that of %(name)s is not recorded."),
    _("Enter the container as on the label, and the amount discarded."),
    _("It is part of the psychiatric evaluation or psychotherapy of this visit."),
    _("The visit is recorded as telehealth, and what is given from afar is not billed."),
    _("Pauses and flushes leave no minute in which it ran, so it is not billed."),
    _("%(name)s is a drug, and only fluid hydrates; a drug is entered with what was given."),
    _("Its code stands only beside a first hour of infusion, and the first service here is a push."),
    _("A private Medicare plan may want Medicare's one code for the session; what it wants is not known here."),
    _("Ask the plan which codes it takes for esketamine before the claim is sent."),
    _(
        "%(name)s ran %(minutes)s minutes under the skin. That is an infusion of another kind, whose codes are "
        "not kept here, and none is guessed."
    ),
    _("Have a biller add its line; if it was a shot, leave the stop time out."),
    _("A visit at this place has codes of its own, which are not kept here, and none is guessed."),
    _("Have a biller add its line, or correct the place of service."),
    _(
        "%(minutes)s minutes were spent; from %(least)s some plans pay a code beyond %(code)s, the highest "
        "level. None is billed here."
    ),
    _("Ask the plan whether it takes one and have a biller add it; Medicare has a code and minutes of its own."),
    _("The %(name)s was scored on %(date)s; a questionnaire is billed on the day on which it was given and scored."),
    _("This plan asks what was thrown away of %(name)s, which is not recorded; without it the line comes back."),
)
