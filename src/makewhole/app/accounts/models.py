"""People, practices, and who works where in which role."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from makewhole.app.vault.owned import PracticeOwned


class Role(models.TextChoices):
    FRONT_DESK = "front_desk", _("Front desk")
    CLINICIAN = "clinician", _("Clinician")
    BILLER = "biller", _("Biller")
    MANAGER = "manager", _("Manager")
    AUDITOR = "auditor", _("Auditor")
    PATIENT = "patient", _("Patient")
    SERVICE = "service", _("Service account")


class Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who signs in with this address. Without a password they cannot sign in until they set one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in with their e-mail address. What they may do lies in their memberships."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Practice(models.Model):
    """One practice in this installation: the owner of all its rows. Its full record is sealed with the others."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    time_zone = models.CharField(max_length=64, default="America/New_York")
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's role in one practice, and the NPI they sign as if they treat. Not practice-owned: it is what says
    for which practice someone acts. Who `waits` acts for none until a colleague confirms that the account is theirs."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    npi = models.CharField(max_length=10, blank=True, default="")
    waits = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "practice"), name="one_membership_a_practice"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Invitation(PracticeOwned):
    """A place offered to someone by e-mail. Only the hash of its token is kept; it ends when used or expired.

    One that was handed over instead of mailed has a code, sealed, that is told by phone; `wrong` counts bad tries. One
    made at the server, for a practice's first manager, is by nobody. One that `renews` lets someone who works here
    already set a new password and second factor.
    """

    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    code = models.BinaryField(default=bytes)
    wrong = models.PositiveSmallIntegerField(default=0)
    renews = models.BooleanField(default=False)

    class Meta(PracticeOwned.Meta):
        abstract = False


class BreakGlass(PracticeOwned):
    """Access beyond one's role, taken for a stated reason and a short time. The reason stands in the audit trail."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    patient = models.UUIDField()
    granted = models.DateTimeField()
    expires = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    reviewed = models.DateTimeField(null=True)

    class Meta(PracticeOwned.Meta):
        abstract = False
        indexes = (models.Index(fields=("practice", "user", "patient", "expires")),)
