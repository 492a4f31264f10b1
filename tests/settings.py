"""The settings of the tests: the platform's, with work done at once and cheap hashing."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# Two checkouts on one machine may run their tests at once, and each on both databases.
CHECKOUT = sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:12]
DATABASE = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0]
RUN = f"safeguarding-tests-{os.getuid()}-{CHECKOUT}-{DATABASE}"
FOLDER = Path(tempfile.gettempdir()) / RUN / WORKER

os.environ.update(
    DEMO="0",
    DEBUG="0",
    TASKS="database",
    SECRET_KEY="a-key-for-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    SITE_URL="http://localhost",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    DATA_DIR=os.environ.get("TEST_DATA_DIR") or str(FOLDER),
)
for name in ("EMAIL_URL", "ENV_FILE"):
    os.environ.pop(name, None)

from elearning.settings import *  # noqa: E402, F403
from elearning.settings import DATABASES, STORAGES, TASKS  # noqa: E402

TASKS["default"]["BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STATIC_ROOT = FOLDER / "static"  # empty: whitenoise warns where the folder is missing
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SITE_URL = "http://testserver"
DEMO = True  # no second factor asked; tests of that rule switch it off
DATABASES["default"]["TEST"] = {**DATABASES["default"].get("TEST", {})}
