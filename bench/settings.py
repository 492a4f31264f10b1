"""The platform's settings for a measured server: its own database, and a counter of queries."""

import os

import environ

from elearning.settings import *  # noqa: F403
from elearning.settings import DATABASES, MIDDLEWARE

# DEMO=1 refuses DATABASE_URL, rightly: here alone invented people may stand in PostgreSQL.
if url := os.environ.get("BENCH_DATABASE_URL"):
    DATABASES["default"] = {
        **environ.FileAwareEnv.db_url_config(url),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
MIDDLEWARE.insert(0, "bench.counting.count_queries")
ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
OUTBOX_EMAIL_BACKEND = EMAIL_BACKEND
