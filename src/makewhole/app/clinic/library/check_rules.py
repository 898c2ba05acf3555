"""The rules by which a claim is checked, as a biller reads them."""

from django.utils.translation import gettext_lazy as _

CHECK_RULES = (
    _("A claim goes to a plan; without one only the superbill can be given to the patient."),
    _("A secondary plan pays what the primary has left; it refuses a claim that the primary has not decided."),
    _("A secondary plan wants the primary plan's explanation of benefits with the claim."),
    _("A plan pays only for services on days on which the patient was enrolled."),
    _("A member number that cannot be one matches nobody, and the claim comes back as patient not identified."),
    _("Where a payer's member numbers have a known form, a number of another form is probably a slip."),
    _("Employers' plans are found by group number as well; some claim forms leave no way round it."),
    _("An electronic claim is addressed by the payer's id; a paper claim is not."),
    _(
        "What is known of a payer, such as its filing limit and the form of its member numbers, is found by "
        "the payer's id."
    ),
    _("A claim sent to a wrong address is lost, and addresses differ by plan: the one on the card counts."),
    _("Whether anything is paid out of network depends on the kind of plan."),
    _("Plans with a closed network pay out of network only in an emergency or by an exception granted beforehand."),
    _("When the subscriber is the patient, the relation is self; otherwise the claim matches nobody."),
    _("A claim without a diagnosis is sent back; it is the commonest fault of bills sent in by patients."),
    _("A code is billed with all the characters that it has; a category is refused."),
    _("A code that is in no release is refused."),
    _("A code is judged by the release in force on the date of service; an older one is refused."),
    _("A code is judged by the release in force on the date of service; a later one is refused."),
    _("Codes are checked against the release of the date of service; where it is not here, that must be said."),
    _(
        "An unspecified diagnosis says that the record knows no more; insurers take it as no reason for a "
        "treatment of severe illness."
    ),
    _("Codes for how something happened come after the condition."),
    _("A symptom stands first only where no diagnosis is established."),
    _("Suicidal thoughts, medicine taken and past history add to the condition treated; they do not replace it."),
    _(
        "Treatment that was not taken is not treatment that failed: these codes work against a claim for "
        "resistant illness."
    ),
    _("Two conditions that the classification keeps apart are not billed together."),
    _("A drug billed under the unlisted code is identified by its NDC; without it the line comes back."),
    _("A drug billed under the unlisted code needs its strength."),
    _("A line of the unlisted code must say in words which drug was given and how much."),
    _("Many insurers want the NDC on every drug line, not only on the unlisted one."),
    _("An NDC is followed by the quantity and its unit; one without the other is refused."),
    _(
        "The quantity beside the NDC is what was given and discarded, in the NDC's unit; it must follow from "
        "dose and strength."
    ),
    _("Dose, waste and label must be in units that can be compared, or nothing can be reckoned."),
    _("A drug of which nothing was given is not billed."),
    _("A lot that had expired on the day is a safety question and a reason to refuse the line."),
    _("For a compounded drug insurers ask what the practice paid for it."),
    _(
        "A dose by weight far from what is usually written is most often a slip of the pen. This checks the "
        "typing, not the treatment."
    ),
    _("An NDC belongs to one product of one strength."),
    _("Two claims for one patient on one day look like one claim sent twice."),
    _("A visit number stands for one visit; used again it confuses claim, receipt and payment."),
    _("A visit that is already on record may already have been sent."),
    _(
        "After opting out, and with a private contract signed before the visit, nothing is payable by "
        "Medicare, an Advantage plan or a supplement."
    ),
    _("Medicare pays only for enrolled providers; a form sent in by the patient does not change that."),
    _(
        "A provider who is enrolled in Medicare must file the claim; the patient is not to be sent away with "
        "a superbill."
    ),
    _("For a Medicare patient everything depends on whether the provider is enrolled, opted out or neither."),
    _("A Medicare supplement pays after Medicare and by its decision; it wants Medicare's notice."),
    _("Medicaid pays enrolled providers, seldom patients, and binds an enrolled provider to its rates."),
    _("TRICARE pays only for providers whom it has authorized."),
    _("The Veterans Health Administration pays for care outside its own only by a referral made beforehand."),
    _("Many insurers find a practice by NPI and taxonomy together; without the taxonomy a claim may match no record."),
    _(
        "The taxonomy shows the provider's specialty; insurers ask for it before they pay the patient of an "
        "unknown provider."
    ),
    _("An insurer that does not know the provider may ask for the license number and its state before it pays."),
    _(
        "A practice has an organization's NPI and a clinician a person's; the same number in both places "
        "often means that the two were mixed up."
    ),
    _("The billing provider's address on an electronic claim must be a street address; a post office box is refused."),
    _("The billing provider's ZIP code on an electronic claim has nine digits; five are refused by many systems."),
    _(
        "Insurers pay for visits only by kinds of provider whom they recognize; other credentials are a "
        "reason to look again."
    ),
    _("Each line points to the diagnosis that was its reason; without one it is not paid."),
    _("A line can point only to a diagnosis that stands on the claim."),
    _("A line has room for four diagnoses."),
    _("A diagnosis that nothing was done for raises a question; it may stand, but often a link was forgotten."),
    _("An insurer pays a patient back only with proof of what was paid."),
    _("What is claimed and what was paid should be the same, or the balance must be explained."),
    _("A payment above the charge belongs to something else, and makes an insurer ask."),
    _("A payment before the visit is often a deposit or a package; insurers ask which part was for this visit."),
    _("Many systems refuse a line with no charge."),
    _("The lines sum to the cent to what the patient was charged."),
    _("What is claimed is the price that the practice declared and charged."),
    _("Each line is charged at the practice's own list price."),
    _(
        "Insurers judge ketamine by what was tried before: without earlier trials it is refused as not shown "
        "to be needed."
    ),
    _("Treatment resistance is usually two or more adequate trials of medicines."),
    _("A trial counts by its dose, its weeks and the response."),
    _("Insurers ask for the plan: what for, how much, how often, until when."),
    _("The plan and the claim speak of one illness."),
    _("A plan is written before the treatment that it provides for."),
    _("Sessions beyond the plan need a new one."),
    _("Ketamine is used off label here; the record should show that the patient agreed to it."),
    _("Severity and response are shown by scores; without them a policy's criteria cannot be answered."),
    _("Response is shown by two scores of one instrument on different days."),
    _("Where history or plan is not entered, records must speak for them."),
    _("Each diagnosis on the claim is addressed in the note of the visit."),
    _("Each drug billed is named in the note."),
    _("A drug that the note gives and the visit does not record is lost to the patient, or the note is wrong."),
    _("The dose of each drug stands in the note."),
    _("The dose billed is the dose in the note."),
    _("What was discarded stands in the note, also when it was nothing."),
    _("The waste recorded is the waste in the note."),
    _("How each drug was given stands in the note."),
    _("The route billed is the route in the note."),
    _("The access site stands in the note; a second first code depends on it."),
    _("The access site in the visit is the one in the note."),
    _("The volume of fluid given stands in the note."),
    _("The start of each infusion or push stands in the note."),
    _("The stop of each infusion stands in the note; without it only a push can be billed."),
    _("The start billed is the start in the note."),
    _("The stop billed is the stop in the note."),
    _("The minutes that the note gives are those that start and stop make."),
    _("A pause or flush that shortens the infusion stands in the note."),
    _("The level of decision making that is billed can be seen in the note."),
    _("The level of decision making billed is the one that the note states."),
    _("A visit billed by time has its minutes in the note."),
    _("The minutes of the visit are those that the note states."),
    _("That the visit was apart from the infusion must be seen in the note; otherwise it is taken back on review."),
    _("Psychotherapy has its own minutes in the note."),
    _("The minutes of psychotherapy are those that the note states."),
    _("The score of each questionnaire billed stands in the note."),
    _("The score billed is the score in the note."),
    _("Without a note nothing that is billed can be shown; claims already paid are taken back."),
    _("A very short note seldom carries times, doses, monitoring and a visit."),
    _("The note is of the day that is billed."),
    _("Weight in the note and in the visit are one; the dose is reckoned by it."),
    _("A visit is separate from the infusion by what was addressed in it; without the reason it does not stand."),
    _("The usual work around an infusion is part of it and is not billed as a visit."),
    _("Decision making or time carries the level; where they differ, the note must support the one that is billed."),
    _("A level above what decision making and time support is taken back."),
    _("A patient seen in the practice within three years is not new."),
    _("Beside psychotherapy a visit is leveled by decision making, never by time."),
    _("Some codes are part of others and are never paid beside them."),
    _("Some codes stand beside others only with a modifier that is true: another site, another time, another reason."),
    _(
        "A shot beside an infusion, hydration or a push is told apart by a modifier only if the record says why a shot "
        "was needed."
    ),
    _("A code whose number, unit or dates nobody has confirmed may be wrong, and the line should not go out unseen."),
    _("A modifier that tells a service apart from nothing draws an audit."),
    _("An office visit beside an infusion or injection is paid only when it was separate, and the modifier says so."),
    _("A code that adds to another is refused without it."),
    _("Psychotherapy beside a visit needs that visit on the claim."),
    _("Two lines that nothing tells apart are taken for a duplicate."),
    _("Codes have a first and a last day; a code of another year is refused."),
    _("A code that is not in the code book was not checked at all, and that must be said."),
    _("Racemic ketamine has no code of its own; a code that some lists give for it is another drug's."),
    _("Some codes are for facilities and are not paid in an office."),
    _("A place of service that is not in the code set is refused."),
    _("A visit by video or telephone has a telehealth place of service."),
    _("A telehealth place of service on a visit in person is wrong and is refused."),
    _("No drug can be given into a vein by video."),
    _("A visit by video or telephone carries the modifier that says so, where the payer asks for it."),
    _(
        "A patient who paid in full may ask that the plan be told nothing, and the practice must obey; a "
        "claim would tell it."
    ),
    _("A service without the provider's signature is treated as not done."),
    _("A record is signed after the service, not before."),
    _("A stop time cannot be signed before it happened."),
    _("A note needs the name of its signer and the date."),
    _("The one who signs the note is the one whose service is billed."),
    _("A note that is older than the visit was written for another."),
    _("The patient's signature releases the record to the insurer; the form says that it is on file."),
    _("Psychotherapy counts from 16 minutes."),
    _("The psychotherapy code follows from its own minutes."),
    _("A psychiatric evaluation contains the visit of that day."),
    _("Psychotherapy and a psychiatric evaluation are not billed on one day."),
    _("A questionnaire is billed on the day on which it was given and scored."),
    _("A questionnaire is billed once a visit."),
    _("One questionnaire has one result; two in one packet discredit both."),
    _("A claim that arrives after the plan's limit is refused, whatever its merit."),
    _("The claim must arrive within the limit, and the post takes days."),
    _("Limits differ by plan and run from 90 days to two years; an unknown limit is treated as short."),
    _("An infusion without a stop time can be counted only as a push."),
    _("Two pauses, or two flushes, that overlap cannot both be true."),
    _("An infusion without a running minute is none."),
    _("A very long infusion is more often a slip of the clock than the truth."),
    _("A push takes 15 minutes or less; what takes longer is an infusion."),
    _("A claim line is dated by the day on which the service began."),
    _(
        "Two drugs that ran through one line at the same time are one bag or a concurrent infusion; the "
        "record must say which."
    ),
    _("Fluid that runs beside a drug is not hydration."),
    _("Hydration is paid only for a patient who needed the fluid itself."),
    _("In an office the first code is the main reason of the visit, so there is one."),
    _("An infusion under 16 minutes is a push."),
    _(
        "A further hour is billed only when more than 30 minutes ran beyond the last counted hour; pauses and"
        " flushes do not count."
    ),
    _("At exactly 30 minutes beyond an hour the published sources disagree; the hour is left out and this is said."),
    _("Hydration counts from 31 minutes of fluid without a drug."),
    _("One visit has one first code, unless medical need forced a second access site, which its modifier says."),
    _("A second access site counts only if the record says why it was medically needed."),
    _("Units of a drug are the dose and the recorded waste divided by the code's unit, rounded up, and no more."),
    _("A drug without a code of its own is one unit, whatever the dose."),
    _("More units of a code than Medicare thinks likely on one day are refused at once; other insurers often follow."),
    _("Each questionnaire billed needs its score in the record."),
    _("What is left in a multi-dose vial is kept for the next patient; it is not waste that can be billed."),
    _("What is left in a single-dose container is recorded, also when it was nothing."),
    _("Dose and waste together empty the containers that were opened; otherwise one of the numbers is wrong."),
    _("Discarded drug is paid only if the record shows the amount."),
    _("A line cannot say that nothing was discarded when the record shows more than its units already cover."),
)
