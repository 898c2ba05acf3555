"""Django's settings, with safe defaults; each may be set in the environment or in makewhole.toml (see config.py)."""

from pathlib import Path

from . import config
from .databases import database

APP = Path(__file__).parents[1]
DATA = config.data_folder()

DEBUG = False  # an error page with values would show patient data, so there is no debug mode
SECRET_KEY = config.secret_key()
SECRET_KEY_FALLBACKS = config.words("secret_key_fallbacks")
ALLOWED_HOSTS = config.words("hosts", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = config.words("origins")

INSTALLED_APPS = [
    "makewhole.app.accounts",
    "makewhole.app.vault",
    "makewhole.app.clinic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]
# Rooms that exist are taken in as they are built, each a folder of its own.
INSTALLED_APPS[3:3] = [
    f"makewhole.app.{room}"
    for room in ("insurers", "issuing", "setup", "bringing", "look")
    if (APP / room / "__init__.py").is_file()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "makewhole.app.project.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "makewhole.app.accounts.middleware.idle_sign_out",
    "makewhole.app.accounts.middleware.second_factor",
    "makewhole.app.accounts.middleware.acting_member",
]

ROOT_URLCONF = "makewhole.app.project.urls"
WSGI_APPLICATION = "makewhole.app.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "makewhole.app.project.demo_entry.shown",
            ]
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # forms take their look from look/templates/django/forms

DATABASES = {"default": database(config.text("database_url"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Holds only counts of attempts, which every worker must see. Patient data is never cached.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "attempts"}}
# Background work waits in the database, in the transaction of what asked for it. It holds ids only.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}
# An upload stays in memory until it is sealed; it never becomes a temporary file.
FILE_UPLOAD_MAX_MEMORY_SIZE = 40 * 2**20
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [APP / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# NIST SP 800-63B: length decides, known passwords are refused, no rules about kinds of characters, no expiry.
SECOND_FACTOR = config.switch("second_factor", default=True)
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12 if SECOND_FACTOR else 15}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "makewhole.app.accounts.passwords.NotGuessable"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "makewhole.app.accounts.forms.SignIn",
    "reauthenticate": "makewhole.app.accounts.forms.StillYou",
}
ACCOUNT_ADAPTER = "makewhole.app.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made by accepting an invitation sent to its address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = config.number("reauthenticate_after", 300)
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/15m/key", "reauthenticate": "10/m/user"}
MFA_FORMS = {
    "add_webauthn": "makewhole.app.accounts.forms.NewPasskey",
    "authenticate_webauthn": "makewhole.app.accounts.forms.PasskeySecond",
    "login_webauthn": "makewhole.app.accounts.forms.PasskeySignIn",
    "reauthenticate_webauthn": "makewhole.app.accounts.forms.PasskeyStillYou",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation already went to that address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "makewhole"
MFA_ADAPTER = "makewhole.app.accounts.adapter.SecondFactor"
USERSESSIONS_TRACK_ACTIVITY = False  # the idle middleware notes it, without a write at every request
IDLE_SECONDS = config.number("idle_after", 900)

# The browser
HTTPS = config.switch("https", default=True)  # off only for a server reached over the loopback address
SECURE_SSL_REDIRECT = HTTPS
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow passkeys over plain HTTP on localhost only
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
BEHIND_PROXY = config.switch("behind_proxy", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "makewhole.app.look.faults.forged"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"

# E-mail, never with patient data
EMAIL_HOST = config.text("email_host")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = config.number("email_port", 587)
EMAIL_HOST_USER = config.text("email_user")
EMAIL_HOST_PASSWORD = config.text("email_password")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = config.text("email_from", "makewhole@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "makewhole.app.project.logs.WithoutValues"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.db.backends": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "makewhole": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"

SILENCED_SYSTEM_CHECKS: list[str] = []
