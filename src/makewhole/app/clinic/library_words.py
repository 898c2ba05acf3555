"""What the library says of a problem, named here so that it is translated; `RecordForm` looks the words up."""

from django.utils.translation import gettext_lazy as _

SAYS = (
    _("is missing."),
    _("is empty."),
    _("is not a date."),
    _("is not a time."),
    _("is not a number."),
    _("is not a whole number."),
    _("is out of range."),
    _("is too long."),
    _("is not valid."),
    _("is not one of the accepted values."),
    _("does not have the right form."),
    _("has too many decimal places."),
    _("stop must be after start."),
    _("the visit lies in the future."),
    _("lies in the future."),
    _("write ten digits, for example (555) 010-0199."),
    _('write an amount and its unit, for example "45 mg".'),
    _("its check digit is wrong."),
)
REMEDIES = (
    _("Add it."),
    _("Fill it in, or remove it if it is optional."),
    _("Write digits only, for example 475.00."),
    _("Write digits only."),
    _("Shorten it."),
    _("Copy it again from the source."),
    _("Check the year."),
    _("A ZIP code has five digits, or five and four: 12345-6789."),
    _("Write ten digits, for example (555) 010-0199."),
    _('Write an amount and its unit, for example "45 mg".'),
    _("Use the two-letter code of a US state or territory, for example NY."),
    _("An ICD-10-CM code is a letter and two characters, then a dot and up to four more: F33.2."),
)
