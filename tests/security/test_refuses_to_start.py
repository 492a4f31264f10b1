"""Each unsafe setting stops the process, saying which and what to do (SECURITY row 40)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "k" * 10 + "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH"
SAFE = {
    "SECRET_KEY": KEY,
    "SITE_URL": "https://training.example.org",
    "ALLOWED_HOSTS": "training.example.org",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.org:587",
    "TASKS": "database",
}
NO_MAIL = "Set EMAIL_URL to your mail server: without it sign-in codes go to the log."
NO_HOST = "Name the host of SITE_URL in ALLOWED_HOSTS: every link leads there."
IN_THE_CLEAR = "Begin SITE_URL with https://: without it passwords and cookies travel in the clear."
HERE = {"DEMO": "1"}

REFUSED = [
    (
        {**SAFE, "SECRET_KEY": ""},
        "Set SECRET_KEY to at least 50 random characters, known to nobody else.",
    ),
    (
        {**SAFE, "SECRET_KEY": "short"},
        "Set SECRET_KEY to at least 50 random characters, known to nobody else.",
    ),
    (
        {**SAFE, "SECRET_KEY": f"django-insecure-{KEY}"},
        "Set SECRET_KEY to at least 50 random characters, known to nobody else.",
    ),
    ({**SAFE, "DEBUG": "1"}, "Unset DEBUG: it shows settings and data to every visitor."),
    ({**SAFE, "ALLOWED_HOSTS": "*"}, "Name the hosts in ALLOWED_HOSTS; * answers to any name."),
    (
        {**SAFE, "ALLOWED_HOSTS": "training.example.org,*"},
        "Name the hosts in ALLOWED_HOSTS; * answers to any name.",
    ),
    (
        {**SAFE, "TASKS": "immediate"},
        "TASKS=immediate is for DEMO and tests; use TASKS=database.",
    ),
    ({**SAFE, "SITE_URL": "http://training.example.org"}, IN_THE_CLEAR),
    ({**SAFE, "ALLOWED_HOSTS": "other.example.org"}, NO_HOST),
    ({**SAFE, "EMAIL_URL": ""}, NO_MAIL),
    (
        {**SAFE, "HELP_CONTACT": "javascript:alert(1)"},
        "Begin HELP_CONTACT with mailto: or https://: it is a link on every page.",
    ),
    (
        {**HERE, "SITE_URL": "https://training.example.org"},
        "DEMO=1 is for this machine alone: SITE_URL must name 127.0.0.1 or localhost.",
    ),
    (
        {**HERE, "ALLOWED_HOSTS": "training.example.org"},
        "DEMO=1 is for this machine alone: leave ALLOWED_HOSTS unset.",
    ),
    (
        {**HERE, "DATABASE_URL": "postgres://a:b@127.0.0.1/c"},
        "DEMO=1 keeps its data in SQLite: unset DATABASE_URL, or DEMO for production.",
    ),
    (
        {**SAFE, "SECRET_KEY": "", "DEBUG": "1", "TASKS": "immediate"},
        "Set SECRET_KEY to at least 50 random characters, known to nobody else. "
        "Unset DEBUG: it shows settings and data to every visitor. "
        "TASKS=immediate is for DEMO and tests; use TASKS=database.",
    ),
]


def start(environment, folder, then=""):
    """Return exit code, last line of the errors, and output of reading the settings."""
    done = subprocess.run(
        [sys.executable, "-c", f"import elearning.settings as s{then}"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stderr.splitlines() or [""])[-1], done.stdout.strip()


@pytest.mark.parametrize(("environment", "message"), REFUSED)
def test_it_refuses_and_says_why(tmp_path, environment, message):
    code, error, _out = start(environment, tmp_path)

    assert (code, error) == (1, f"django.core.exceptions.ImproperlyConfigured: {message}")


@pytest.mark.parametrize(
    "environment",
    [
        {**SAFE, "HELP_CONTACT": "mailto:help@example.org"},
        HERE,
        {**HERE, "SITE_URL": "http://localhost:9000", "ALLOWED_HOSTS": "localhost"},
        {"SECRET_KEY": KEY, "DEBUG": "1", "SITE_URL": "http://127.0.0.1:8000"},
    ],
)
def test_it_starts_where_nothing_is_unsafe(tmp_path, environment):
    assert start(environment, tmp_path) == (0, "", "")


def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text(KEY)
    environment = {**SAFE, "SECRET_KEY_FILE": str(tmp_path / "key")}
    del environment["SECRET_KEY"]

    assert start(environment, tmp_path, "; print(s.SECRET_KEY)") == (0, "", KEY)


def env_file(folder, mode, **more):
    """Return the path of a file of settings that is readable by whom ``mode`` says."""
    file = folder / "production.env"
    lines = [f"{name}={value}" for name, value in {**SAFE, **more}.items()]
    file.write_text("\n".join(["# Settings of the training platform", *lines]))
    file.chmod(mode)
    return {"ENV_FILE": str(file)}


def test_every_setting_may_stand_in_one_file(tmp_path):
    then = "; print(s.SECRET_KEY, s.SITE_URL, s.WEB_THREADS)"

    started = start(env_file(tmp_path, 0o640, WEB_THREADS=4), tmp_path, then)

    assert started == (0, "", f"{KEY} https://training.example.org 4")


def test_the_environment_goes_before_the_file(tmp_path):
    environment = {**env_file(tmp_path, 0o640, WEB_THREADS=4), "WEB_THREADS": "2"}

    assert start(environment, tmp_path, "; print(s.WEB_THREADS)") == (0, "", "2")


def test_a_file_of_settings_that_everybody_can_read_is_refused(tmp_path):
    code, error, _out = start(env_file(tmp_path, 0o644), tmp_path)

    assert (code, error) == (
        1,
        "django.core.exceptions.ImproperlyConfigured: "
        "Take ENV_FILE from other users of this machine (chmod o-rwx): it holds secrets.",
    )


def test_a_missing_file_of_settings_is_named(tmp_path):
    code, error, _out = start({"ENV_FILE": str(tmp_path / "none.env")}, tmp_path)

    assert (code, "none.env" in error) == (1, True)


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({**SAFE, "DEBUG": "1"}, "Unset DEBUG: it shows settings and data to every visitor."),
        ({**SAFE, "EMAIL_URL": ""}, NO_MAIL),
    ],
)
def test_the_production_start_says_it_in_one_line(tmp_path, environment, line):
    done = subprocess.run(
        [sys.executable, "-m", "elearning.serve"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, f"Not started. {line}\n")


def test_the_demonstration_makes_its_key_once_for_its_owner_alone(tmp_path):
    keys = {start(HERE, tmp_path, "; print(s.SECRET_KEY)")[2] for _time in range(2)}

    (key,) = keys
    assert len(key) == 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_https_makes_every_cookie_secure_and_bound_to_the_host(tmp_path):
    names = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LAST_USE_COOKIE_NAME"
    flags = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT"

    _code, _error, out = start(SAFE, tmp_path, f"; print({names}, {flags}, s.SECURE_HSTS_SECONDS)")

    assert out == ("__Host-sessionid __Host-csrftoken __Host-last-use True True True 31536000")
