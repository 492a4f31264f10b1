"""The command that makes an organisation."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.accounts.invitation import Invitation
from courses.accounts.models import Organisation
from tests.tables import everything


def run(slug="oak-hill", **changes):
    out = StringIO()
    options = {
        "name": "Oak Hill",
        "nation": "E",
        "sector": "school",
        "admin_email": "head@oak-hill.example",
        "admin_name": "Rhys Ap",
    }
    call_command("create_organisation", slug, **(options | changes), stdout=out)
    return out.getvalue().splitlines()


def test_it_says_what_it_made_and_where_the_mail_goes(db, settings):
    settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    made, invited, where = run()

    until = Invitation.objects.get().expires_at.date()
    assert made == "Made Oak Hill (oak-hill)."
    assert invited == f"Invited head@oak-hill.example; the link works until {until}."
    assert where.startswith("EMAIL_URL is not set: run `manage.py send_messages`")


def test_a_second_run_changes_nothing_and_says_so(db):
    run()
    before = everything()

    assert run() == [
        "oak-hill is there already and stays as it is.",
        "head@oak-hill.example was invited before, or works there; no mail was sent.",
    ]
    assert everything() == before


def test_who_administers_it_already_is_named(elm):
    lines = run("elm-park", admin_email="ash@elm-park.example")

    assert lines[1] == "ash@elm-park.example administers it already."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "oak hill"}, "slug"),
        ({"slug": "Oak"}, "Write the slug in small letters."),
        ({"admin_email": "nope"}, "Enter a valid email address."),
        ({"name": " "}, "--name takes 1 to 200 characters."),
        ({"admin_name": "A\nB"}, "--admin-name takes 1 to 200 characters."),
    ],
)
def test_words_that_cannot_be_are_refused_and_nothing_is_made(db, changes, words):
    with pytest.raises(CommandError, match=words):
        run(**changes)

    assert list(Organisation.objects.all()) == []
