"""What the settings make of the database, as the database itself says it."""

import pytest
from django.conf import settings
from django.db import connection, transaction

sqlite_only = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="of SQLite"
)
postgresql_only = pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="of PostgreSQL"
)


def asked(statement):
    """Return the one value that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@sqlite_only
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: what was acknowledged survives a power cut
        ("foreign_keys", 1),
        ("busy_timeout", 20_000),
        ("journal_size_limit", 67_108_864),
    ],
)
def test_sqlite_keeps_what_it_acknowledged(db, pragma, value):
    assert asked(f"PRAGMA {pragma}") == value


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_transaction_takes_the_write_lock_at_once():
    with transaction.atomic():
        assert connection.transaction_mode == "IMMEDIATE"
        assert connection.in_atomic_block is True


@postgresql_only
@pytest.mark.parametrize("name", ["synchronous_commit", "fsync"])
def test_postgresql_keeps_what_it_acknowledged(db, name):
    """Both are on unless the server's own file says otherwise, as that of the tests does."""
    source = asked(f"SELECT source FROM pg_settings WHERE name = '{name}'")
    assert source in {"default", "configuration file"}
    assert asked(f"SELECT boot_val FROM pg_settings WHERE name = '{name}'") == "on"


def test_no_request_is_one_long_transaction():
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


def test_a_sign_in_lives_as_long_as_the_setting_says():
    assert settings.SESSION_COOKIE_AGE == settings.SESSION_HOURS * 3600
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")


def test_passwords_are_hashed_as_django_does_outside_tests():
    from django.conf import global_settings

    from elearning import settings as platform

    assert getattr(platform, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS) == (
        global_settings.PASSWORD_HASHERS
    )
