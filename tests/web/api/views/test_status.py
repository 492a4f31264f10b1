"""The public lists of ended badges."""

import gzip
from base64 import urlsafe_b64decode

from django.utils import timezone

from courses.certification.issuer_keys import published
from courses.certification.jws import fits
from courses.certification.keys import from_text
from courses.certification.models import Badge, Certificate
from courses.usecases.make_badge import make_badge


def ended(answer):
    """Return how many bits a list sets, and whether it sets that of the one badge."""
    said = from_text(answer.content.decode().split(".")[1]).decode()
    packed = said.split('"encodedList":"u')[1].split('"')[0]
    raw = gzip.decompress(urlsafe_b64decode(packed + "=="))
    index = Badge.objects.get().status_index
    return sum(byte.bit_count() for byte in raw), bool(raw[index // 8] & 128 >> index % 8)


def test_a_withdrawn_badge_shows_in_its_list(client, passed, settings):
    make_badge(certificate=Certificate.objects.get(), at=timezone.now())

    before = client.get("/api/status/0/")
    Certificate.objects.update(replaced_at=timezone.now())
    after = client.get("/api/status/0/")

    assert (ended(before), ended(after)) == ((0, False), (1, True))
    assert (after["Content-Type"], after["Cache-Control"]) == (
        "application/vc+jwt",
        "private, no-store",
    )
    head, said, signature = after.content.decode().split(".")
    (key,) = published(settings.DATA_DIR / "keys").values()
    assert fits(f"{head}.{said}".encode(), from_text(signature), key)


def test_there_is_always_a_first_list_and_no_other(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        first = client.get("/api/status/0/")

    assert (first.status_code, client.get("/api/status/1/").status_code) == (200, 404)
    assert client.get(f"/api/status/{9**40}/").status_code == 404
