"""The door of the answers for other software."""

from django.core.cache import cache

from tests.web.headers import PROMISED, promised_of


def test_beyond_the_rate_the_answer_says_when_to_try_again(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"verify": "2/m/ip"}
    cache.clear()

    answers = [client.get("/api/verify/ABC/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[-1].json() == {"error": "Too many requests. Try again in a minute."}
    assert promised_of(answers[-1]) == PROMISED | {"Cache-Control": "no-store"}


def test_only_reading_is_offered(client, db):
    assert client.post("/api/verify/ABC/").status_code == 405


def test_the_page_and_the_answer_share_one_limit(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"verify": "2/m/ip"}
    cache.clear()
    client.get("/verify/ABC/")
    client.get("/verify/ABC/")

    assert client.get("/api/verify/ABC/").status_code == 429
