"""A pack by its link: read by whoever has it, recorded, closed in the same words to all else."""

from datetime import timedelta

import pytest
from django.conf import settings as kept_settings
from django.utils import timezone

from courses.audit.models import AuditEvent
from courses.reporting import pack_files, services
from courses.web.public.views import inspection
from courses.web.public.views.inspection import first_row
from tests.inspecting import make_one
from tests.web.reading import heading_of, text_of

PAGE = "/inspection/token/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Keep packs and keys in a folder of the test."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def link(elm, harbour):
    """Return a link to a pack of Elm Park."""
    return services.share(
        pack=make_one(elm.organisation, elm.lewis),
        token="token",
        for_whom="An inspector",
        by=elm.lewis,
        at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=14),
    )


def test_the_pack_is_read_without_signing_in(link, client):
    answer = client.get(PAGE)

    text = text_of(answer)
    assert heading_of(answer) == "Elm Park Safeguarding training: inspection pack"
    assert link.pack.sha256[:8] in text
    assert "Who holds which course (5 rows)" in text
    assert "How the figures came about" in text
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "<input" not in answer.content.decode().partition("<main")[2].partition("</main")[0]


def test_each_part_is_a_page_in_words_with_hundred_rows(link, client, monkeypatch):
    monkeypatch.setattr(inspection, "ROWS_A_PAGE", 2)

    pages = [client.get(f"{PAGE}matrix/{query}") for query in ("", "?from=3", "?from=5", "?from=x")]

    shown = [
        ([row[0][1] for row in page.context["table"]["body"]], page.context["next_url"])
        for page in pages
    ]
    first = (["Amira Haddad", "Ash Turner"], "?from=3")
    assert shown == [
        first,
        (["Grace Whitfield", "Lewis Grant"], "?from=5"),
        (["Noor Siddiqui"], ""),
        first,
    ]
    assert [page.context["previous_url"] for page in pages] == ["", "?from=1", "?from=3", ""]
    assert "Rows 3 to 4 of 5." in text_of(pages[1])
    assert "Nothing to show." in text_of(client.get(f"{PAGE}reminders/"))


def test_the_whole_file_is_there_to_keep(link, client):
    answer = client.get(f"{PAGE}pack.zip")

    content = b"".join(answer.streaming_content)
    assert content == pack_files.kept(link.pack.reference).read_bytes()
    assert answer["X-Robots-Tag"] == "noindex"


def test_every_look_is_recorded_and_names_nobody(link, client, elm):
    client.get(PAGE)
    client.get(f"{PAGE}people/")
    assert b"".join(client.get(f"{PAGE}pack.zip").streaming_content)

    events = AuditEvent.objects.filter(verb="viewed-link").order_by("pk")
    assert [(one.actor_id, one.about_id, one.details["what"]) for one in events] == [
        (None, link.pk, "overview"),
        (None, link.pk, "people"),
        (None, link.pk, "file"),
    ]


def test_unknown_expired_cancelled_and_removed_get_the_same_page(link, elm, client):
    unknown = client.get("/inspection/none/")
    part = client.get(f"{PAGE}nothing/")
    services.cancel_link(link=link, at=timezone.now())
    cancelled = client.get(PAGE)
    type(link).objects.update(
        cancelled_at=None,
        made_at=timezone.now() - timedelta(days=2),
        expires_at=timezone.now() - timedelta(days=1),
    )
    expired = client.get(f"{PAGE}pack.zip")
    type(link).objects.update(expires_at=timezone.now() + timedelta(days=1))
    pack_files.drop(link.pack.reference)
    gone = client.get(PAGE)

    every = [unknown, part, cancelled, expired, gone]
    assert {one.status_code for one in every} == {404}
    assert len({text_of(one) for one in every}) == 1
    assert heading_of(unknown) == "This link opens nothing"
    assert AuditEvent.objects.filter(verb="viewed-link").count() == 0


def test_guessing_is_slowed_down(link, client, settings):
    settings.ACCOUNT_RATE_LIMITS = kept_settings.ACCOUNT_RATE_LIMITS | {"verify": "2/m/ip"}

    assert [client.get("/inspection/guess/").status_code for _ in range(3)] == [404, 404, 429]


@pytest.mark.parametrize(
    ("text", "total", "first"),
    [
        ("", 5, 1), ("3", 5, 3), ("5", 5, 5), ("6", 5, 1), ("0", 5, 1), ("-1", 5, 1),
        ("x", 5, 1), ("9" * 20, 5, 1), ("\u0663", 5, 1), ("1", 0, 1),
    ],
)  # fmt: skip
def test_a_wrong_place_shows_the_first_rows(text, total, first):
    assert first_row(text, total) == first
