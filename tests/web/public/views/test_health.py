"""Whether the process lives, and whether it can serve."""

from django.db import connection
from django.db.utils import OperationalError


def test_alive_asks_the_database_nothing(db, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_ready_asks_it_one_thing(db, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/ready/")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_without_a_database_it_is_alive_and_not_ready(db, client):
    def refuse(_execute, _sql, _params, _many, _context):
        raise OperationalError("unable to open database file")

    with connection.execute_wrapper(refuse):
        ready, alive = client.get("/ready/"), client.get("/health/")

    assert (ready.status_code, ready.json()) == (503, {"status": "database unreachable"})
    assert (alive.status_code, alive.json()) == (200, {"status": "alive"})


def test_over_https_a_proxy_may_still_ask_by_http(db, client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answers = [client.get(address).status_code for address in ("/health/", "/ready/", "/privacy/")]

    assert answers == [200, 200, 301]
