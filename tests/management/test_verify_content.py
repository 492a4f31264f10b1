"""The command that checks what was published."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft, withdraw
from courses.packages.opening import opened
from tests.packages.build import folder
from tests.people import NOON, TODAY
from tests.small_course import small_draft
from tests.tables import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(tmp_path):
    """Return a small package as the importer reads it."""
    return opened(folder(tmp_path), today=TODAY).draft


def published(draft, *, owner_id=None):
    version = save_draft(draft=draft, owner_id=owner_id)
    publish(version=version, at=NOON, actor_id=None)
    return version


def run():
    out = StringIO()
    call_command("verify_content", stdout=out)
    return out.getvalue()


def test_published_and_withdrawn_versions_are_checked_and_nothing_is_written(draft, elm):
    published(draft)
    withdraw(version=published(draft, owner_id=elm.organisation.pk))
    before = everything()

    assert run() == "Versions checked: 2. Each says what was published.\n"
    assert everything() == before


def test_faults_are_named_with_whose_version_it_is(draft, elm):
    published(draft)
    published(draft, owner_id=elm.organisation.pk)
    CourseVersion.objects.update(summary="Something else.")

    with pytest.raises(CommandError) as refused:
        run()

    assert str(refused.value).splitlines() == [
        "small-course 1.0.0: the text is not its hash's.",
        "elm-park: small-course 1.0.0: the text is not its hash's.",
    ]


def test_a_draft_may_still_change(draft):
    save_draft(draft=draft)
    CourseVersion.objects.update(summary="Something else.")

    assert run() == "Versions checked: 0. Each says what was published.\n"


def test_what_another_renderer_made_is_said_to_be_checked_by_its_hash_alone():
    version = published(small_draft())

    assert run() == (
        f"{version.course.slug} {version.version}: made by test/1, so its HTML was not compared.\n"
        "Versions checked: 1. Each says what was published.\n"
    )
