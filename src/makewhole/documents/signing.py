"""The clinician's signature as a picture: where it may stand, and the name by which the press knows it."""

from makewhole.documents.subject import Subject


def signature_name(subject: Subject) -> str | None:
    """The picture's name for a template; None without a picture, and where the clinician has not signed the visit."""
    visit = subject.file.visit
    signed = subject.signature is not None and visit.signed_on is not None
    return f"signature-{visit.rendering_provider}" if signed else None


def signature_pictures(*subjects: Subject) -> dict[str, bytes]:
    """The pictures to hand to the press with a paper of these subjects."""
    return {
        name: subject.signature
        for subject in subjects
        if (name := signature_name(subject)) is not None and subject.signature is not None
    }
