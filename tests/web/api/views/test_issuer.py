"""The public keys of signed records, for software."""

from django.conf import settings

from courses.certification.issuer_keys import key_of, keys_in, published, thumbprint


def test_the_keys_are_published_one_by_one_and_together(client, db):
    told = client.get("/api/issuer.json")

    (mark, *_older) = published(settings.DATA_DIR / "keys")
    first = told.json()["keys"][0]
    assert told.json()["id"] == settings.SITE_URL
    assert thumbprint(first) == mark
    assert first["kid"] == f"{settings.SITE_URL}/api/keys/{mark}.json"
    assert client.get(f"/api/keys/{mark}.json").json() == first
    assert keys_in(told.content.decode())[0] == keys_in(first["pem"])[0]
    assert key_of(first).key_size == 2048


def test_a_key_that_never_was_is_not_there(client, db):
    answer = client.get("/api/keys/no-such-key.json")

    assert (answer.status_code, answer.json()) == (
        404,
        {"error": "We have no key with this thumbprint."},
    )
