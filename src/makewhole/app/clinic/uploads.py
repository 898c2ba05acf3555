"""Files that people choose: judged by what is in them, never by their name, and told of beside their field."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from makewhole.documents.apart import judge_apart
from makewhole.documents.press import AttachmentError, is_pdf

LARGEST = 20 * 2**20
"""Bytes in one file."""
FAULTS = {
    "password": _("This file needs a password to open. Save a copy without one and choose that."),
    "damaged": _("This file is damaged and cannot be read. Make a new copy of it."),
    "pages": _("This file has more than 100 pages, or none. Choose the pages that matter and save them as a file."),
    "pixels": _("This picture is larger than 100 megapixels. Choose a smaller copy."),
    "kind": _("This is not a PDF, JPEG or PNG file. Save it as one of these and choose that."),
    "heavy": _("This file takes too much memory or time to draw. Print it to a new PDF, or scan it, and choose that."),
    "large": _("This file is larger than 20 MB. Save a smaller copy and choose that."),
    "picture": _("This is a PDF. A signature is a picture: choose a JPEG or PNG file."),
}


class PaperField(forms.FileField):
    """A PDF, or a photo or scan as JPEG or PNG. Its cleaned value is the file's bytes."""

    accepts: ClassVar[str] = "application/pdf,image/jpeg,image/png"

    def __init__(self, **named: Any) -> None:
        named.setdefault("error_messages", {})
        named["error_messages"] |= {
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "empty": _("This file is empty. Choose another."),
        }
        super().__init__(widget=forms.FileInput({"accept": self.accepts}), **named)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, initial)
        if given.size > LARGEST:
            raise ValidationError(FAULTS["large"])
        content: bytes = given.read()
        self.judge(content)
        return content

    def judge(self, content: bytes) -> None:
        """Raises ValidationError for content that cannot be used."""
        try:
            judge_apart(content, "")
        except AttachmentError as refused:
            raise ValidationError(FAULTS[refused.fault]) from None


class PictureField(PaperField):
    """A picture as JPEG or PNG."""

    accepts: ClassVar[str] = "image/jpeg,image/png"

    def judge(self, content: bytes) -> None:
        if is_pdf(content):
            raise ValidationError(FAULTS["picture"])
        super().judge(content)


def tell_if_too_large(request: HttpRequest, form: forms.Form, field: str) -> None:
    """Say that a file was too large where it was not even taken in, instead of that none was chosen."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if field in form.errors and field not in request.FILES and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.errors[field] = form.error_class([str(FAULTS["large"])], renderer=form.renderer)


def kind_of(content: bytes) -> tuple[str, str]:
    """The media type of a file that `PaperField` took, and how its name ends."""
    if is_pdf(content):
        return "application/pdf", "pdf"
    return ("image/png", "png") if content.startswith(b"\x89PNG") else ("image/jpeg", "jpg")
