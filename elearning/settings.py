"""Every setting, read once from the environment; ``docs/settings.md`` explains each variable.

Each variable may also be given as ``NAME_FILE``, the path of a file that holds its value, and all
of them as lines of the file ENV_FILE. The process refuses to start rather than run unsafe.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from elearning.demo_key import demo_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # type: ignore[no-untyped-call]
ENV_FILE = env.str("ENV_FILE", default="")
if ENV_FILE:
    with Path(ENV_FILE).open(encoding="utf-8") as lines:  # missing: the error names the path
        environ.Env.read_env(lines)

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
PORT = env.int("PORT", default=8000)
BIND = env.str("BIND", default="127.0.0.1")
WEB_PROCESSES = env.int("WEB_PROCESSES", default=1)
WEB_THREADS = env.int("WEB_THREADS", default=8)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
EXIT_URL = env.str("EXIT_URL", default="https://www.bbc.co.uk/weather")
TASKS_MODE = env.str("TASKS", default="immediate" if DEMO else "database")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
HELP_CONTACT = env.str("HELP_CONTACT", default="")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="mailto:security@training.example.org")

makes_key = DEMO and "SECRET_KEY" not in env.ENVIRON
SECRET_KEY = demo_secret_key(DATA_DIR) if makes_key else env.str("SECRET_KEY", default="")

is_https = SITE_URL.startswith("https://")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def unsafe_settings() -> list[str]:
    """Return why this process must not start, one sentence a reason; empty when it may."""
    host, named = urlsplit(SITE_URL).hostname, {name.strip("[]") for name in ALLOWED_HOSTS}
    if DEMO:
        demo_reasons = {
            "DEMO=1 is for this machine alone: SITE_URL must name 127.0.0.1 or localhost.": (
                host not in LOOPBACK
            ),
            "DEMO=1 is for this machine alone: leave ALLOWED_HOSTS unset.": not named <= LOOPBACK,
            "DEMO=1 keeps its data in SQLite: unset DATABASE_URL, or DEMO for production.": (
                "DATABASE_URL" in env.ENVIRON
            ),
        }
        return [reason for reason, holds in demo_reasons.items() if holds]
    reasons = {
        "Set SECRET_KEY to at least 50 random characters, known to nobody else.": len(SECRET_KEY)
        < 50
        or SECRET_KEY.startswith("django-insecure-"),
        "Unset DEBUG: it shows settings and data to every visitor.": (
            DEBUG and not {host, *named} <= LOOPBACK
        ),
        "Name the hosts in ALLOWED_HOSTS; * answers to any name.": "*" in ALLOWED_HOSTS,
        "TASKS=immediate is for DEMO and tests; use TASKS=database.": TASKS_MODE != "database",
        "Begin SITE_URL with https://: without it passwords and cookies travel in the clear.": (
            not is_https and host not in LOOPBACK
        ),
        "Name the host of SITE_URL in ALLOWED_HOSTS: every link leads there.": (
            host not in named and "*" not in named
        ),
        "Set EMAIL_URL to your mail server: without it sign-in codes go to the log.": (
            host not in LOOPBACK and not env.str("EMAIL_URL", default="")
        ),
        "Begin HELP_CONTACT with mailto: or https://: it is a link on every page.": (
            bool(HELP_CONTACT) and not HELP_CONTACT.startswith(("mailto:", "https://"))
        ),
        "Take ENV_FILE from other users of this machine (chmod o-rwx): it holds secrets.": (
            bool(ENV_FILE) and bool(Path(ENV_FILE).stat().st_mode & 0o007)
        ),
    }
    return [reason for reason, holds in reasons.items() if holds]


if refusals := unsafe_settings():
    raise ImproperlyConfigured(" ".join(refusals))
# Uploads. A file over the cap of a package is dropped while it comes in: nothing larger is stored.
FILE_UPLOAD_HANDLERS = ["courses.web.uploads.CappedUpload", *global_settings.FILE_UPLOAD_HANDLERS]
# Databases. The options of SQLite are added after parsing, for DATABASE_URL carries none of them.
DATA_DIR.mkdir(parents=True, exist_ok=True)
SQLITE = f"sqlite:///{DATA_DIR / 'platform.sqlite3'}"
DATABASES = {"default": env.db_url("DATABASE_URL", default=SQLITE)}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock first: a read, then a write can never fail as "locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "cached_statements": 20,  # in every thread; a long one takes some 50 kB
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-500;"  # kB, in every thread
        ),
    }
    # A file, because an in-memory database can neither race nor be shared with a live server.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "courses",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "courses.web.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "courses.web.middleware.idle_limit",
    "courses.web.in_room.in_room",
    "courses.web.second_step.second_step",
    "courses.web.unsent.unsent",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "elearning.urls"
WSGI_APPLICATION = "elearning.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "courses.web.middleware.shell",
                "courses.web.middleware.demo_sign_ins",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

# People and sign-in
AUTH_USER_MODEL = "courses.User"
AUTHENTICATION_BACKENDS = ["courses.accounts.sign_in_backend.Backend"]
validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{validation}.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("learner:home")
ACCOUNT_ADAPTER = "courses.accounts.sign_in.AccountAdapter"
MFA_ADAPTER = "courses.accounts.sign_in.MFAAdapter"
ACCOUNT_FORMS = {
    "login": "courses.accounts.sign_in_forms.LoginForm",
    "request_login_code": "courses.accounts.sign_in_forms.RequestLoginCodeForm",
    "confirm_login_code": "courses.accounts.sign_in_forms.ConfirmLoginCodeForm",
    "reset_password": "courses.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "courses.accounts.sign_in_forms.ResetPasswordKeyForm",
    "change_password": "courses.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "courses.accounts.sign_in_forms.SetPasswordForm",
    "reauthenticate": "courses.accounts.sign_in_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "courses.accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "courses.accounts.sign_in_forms.ReauthenticateByCodeForm",
    "activate_totp": "courses.accounts.sign_in_forms.ActivateTOTPForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # people arrive by invitation, never by signing up
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if is_https else "http"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# An address is a whole school on a training day, an account is one person: the account carries the
# tight limit. allauth's action "login" knows no key; naming one there fails at the first sign-in.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "signup": "120/m/ip",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
    "request_login_code": "120/m/ip,3/m/key",
    "join": "300/m/ip",  # the link of an invitation, a training room: a whole school one morning
    "room_pin": "5/300s/key",  # wrong tries of one staff code in one training room
    "verify": "60/m/ip",  # the certificate check page
}

SESSION_ENGINE = "courses.accounts.sessions"
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = is_https
SESSION_COOKIE_NAME = "__Host-sessionid" if is_https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if is_https else "csrftoken"
LAST_USE_COOKIE_NAME = "__Host-last-use" if is_https else "last-use"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL] if is_https else []
CSRF_FAILURE_VIEW = "courses.web.public.views.errors.csrf_failed"

SECURE_SSL_REDIRECT = is_https
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^ready/$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if is_https else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = is_https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Mail leaves through the outbox table; EMAIL_URL names the server that finally takes it.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Safeguarding training <training@localhost>"
)
ATTENDANCE_MONTHS = max(1, env.int("ATTENDANCE_MONTHS", default=24))
email = env.email_url("EMAIL_URL", default="consolemail://")
OUTBOX_EMAIL_BACKEND = email.pop("EMAIL_BACKEND")
EMAIL_BACKEND = "courses.notifications.backend.OutboxBackend"
EMAIL_HOST, EMAIL_PORT = email["EMAIL_HOST"] or "localhost", email["EMAIL_PORT"] or 25
EMAIL_HOST_USER = email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = email.get("EMAIL_USE_TLS", False), email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TASKS_MODE == "immediate"
        else "django_tasks_db.DatabaseBackend"
    }
}

CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://limits")}

LANGUAGE_CODE, TIME_ZONE = "en-gb", "Europe/London"
USE_TZ = USE_I18N = True
DATE_FORMAT = "j F Y"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
BUILD_DIR = BASE_DIR / "build"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own server and request loggers name the full address; ours name ids alone.
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
    },
}
