"""The mail about a file made in the background: to whoever asked for it, once."""

import pytest
from django.core import mail
from django.urls import reverse

from courses.common.scope import Scope
from courses.notifications.models import Message
from courses.reporting.services import ask_for_pack
from courses.usecases.make_inspection_pack import note_failure as note_pack_failure
from courses.usecases.make_list_file import make_list_file, note_failure
from courses.usecases.tell_of_file import tell_of_file
from tests.people import NOON, TODAY
from tests.usecases.keeping import workbook_of

pytestmark = pytest.mark.django_db

READY = "Safeguarding training: your file is ready"
NOT_MADE = "Safeguarding training: your file could not be made"


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    """Keep files in a folder of this test."""
    settings.DATA_DIR = tmp_path


def pack_of(elm):
    scope = Scope(elm.organisation.pk, TODAY, whole=True)
    return ask_for_pack(
        organisation=elm.organisation, scope=scope, where="Everybody", by=elm.lewis, at=NOON
    )


def test_a_list_that_is_ready_is_told_once_to_whoever_asked(
    elm, settings, django_capture_on_commit_callbacks
):
    file = workbook_of(elm.lewis, elm.organisation)

    with django_capture_on_commit_callbacks(execute=True):
        made = [make_list_file(file=file, at=NOON) for _time in range(2)]

    told = Message.objects.get()
    page = reverse("lead:workbook", args=["elm-park", file.reference])
    assert made == [True, False]
    assert (told.recipient, told.kind, told.subject) == (elm.lewis, "list", READY)
    assert f"{settings.SITE_URL}{page}\n" in told.body
    assert "The Excel file of Elm Park" in told.body
    assert [one.to for one in mail.outbox] == [[elm.lewis.email]]
    assert "Amira" not in told.body


def test_a_pack_leads_to_its_own_page(elm, settings):
    pack = pack_of(elm)

    for _time in range(2):
        tell_of_file(pack, is_ready=True, at=NOON)

    told = Message.objects.get()
    page = reverse("lead:pack", args=["elm-park", pack.reference])
    assert (told.recipient, told.subject) == (elm.lewis, READY)
    assert f"{settings.SITE_URL}{page}\n" in told.body
    assert "The inspection pack of Elm Park" in told.body


def test_what_could_not_be_made_is_told_once_as_well(elm):
    file, pack = workbook_of(elm.noor, elm.organisation), pack_of(elm)

    for _time in range(2):
        note_failure(file, at=NOON)
        note_pack_failure(pack, at=NOON)

    told = Message.objects.order_by("pk").values_list("recipient", "subject")
    assert list(told) == [(elm.noor.pk, NOT_MADE), (elm.lewis.pk, NOT_MADE)]


def test_whoever_may_take_no_list_any_more_is_told_nothing(elm, harbour):
    assert make_list_file(file=workbook_of(harbour.callum, elm.organisation), at=NOON) is False

    assert not Message.objects.exists()
