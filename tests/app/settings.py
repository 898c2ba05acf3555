"""The workspace's own settings, on throw-away keys and a throw-away database."""

import base64
import os
import tempfile

os.environ["MAKEWHOLE_DATA"] = tempfile.mkdtemp(prefix="makewhole-tests-")
os.environ["MAKEWHOLE_SECRET_KEY"] = "not-a-secret-but-long-enough-for-the-checks-of-a-test-run-0123456789"
os.environ["MAKEWHOLE_MASTER_KEYS"] = "first " + base64.b64encode(bytes(range(32))).decode()
if os.environ.get("MAKEWHOLE_TEST_DATABASE") == "postgres":
    os.environ.setdefault("MAKEWHOLE_DATABASE_URL", "postgresql://makewhole@127.0.0.1:54329/postgres")

from makewhole.app.project.settings import *  # noqa: F403
from makewhole.app.project.settings import DATA, DATABASES, INSTALLED_APPS, STORAGES

INSTALLED_APPS = ["tests.app.flushing", *INSTALLED_APPS]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
HTTPS = SECURE_SSL_REDIRECT = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as in production: threads see one another's commits, and the WAL can be searched for what leaked.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
(DATA / "static").mkdir()
