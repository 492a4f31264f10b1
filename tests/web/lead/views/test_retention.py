"""What is held and until when, in the browser: what goes next, and legal holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.holds import LegalHold
from courses.audit.models import AuditEvent
from courses.common.dates import day_ends
from courses.common.history import revise
from courses.packages.models import ImportRun
from courses.usecases.run_retention import UPLOADS_WAIT
from tests.people import NOON
from tests.tables import everything
from tests.usecases.uploading import uploaded
from tests.web.reading import errors_of, text_of

PAGE = "/lead/elm-park/retention/"


@pytest.fixture
def ash(elm, harbour, sign_in, settings, tmp_path):
    """Return the browser of the administrator."""
    settings.DATA_DIR = tmp_path / "data"
    return sign_in(elm.ash)


def put(client, person="E001", reason="A claim"):
    """Answer the form and, where it found somebody, the page that names them."""
    asked = {"person": person, "reason": reason}
    checked = client.post(f"{PAGE}hold/", asked)
    found = getattr(checked.context["form"], "member", None)
    if found is None:
        return checked
    return client.post(f"{PAGE}hold/", asked | {"confirmed": found}, follow=True)


@pytest.mark.parametrize("rows", [1, 3])
def test_it_says_what_goes_by_which_day_in_as_many_queries(
    elm, ash, tmp_path, today, rows, django_assert_num_queries
):
    for _each in range(rows):
        uploaded(elm, tmp_path)
    number = ImportRun.objects.update(at=timezone.now())
    later = today + timedelta(days=40)

    with django_assert_num_queries(18):
        answer = ash.get(f"{PAGE}?by={later.isoformat()}")

    uploads = answer.context["periods"][-1]
    assert (uploads.how_long, uploads.now, uploads.then) == ("30 days", 0, number)
    assert (answer.context["total"], "if nothing changes." in text_of(answer)) == (number, True)
    assert "Nobody is under a hold." in text_of(answer)


def test_what_goes_on_the_day_after_is_not_counted_for_the_day(elm, ash, tmp_path, today):
    uploaded(elm, tmp_path)
    last = today + timedelta(days=30)

    def goes_by(day):
        return ash.get(f"{PAGE}?by={day.isoformat()}").context["total"]

    ImportRun.objects.update(at=day_ends(last) - UPLOADS_WAIT - timedelta(seconds=1))
    assert [goes_by(last - timedelta(days=1)), goes_by(last)] == [0, 1]
    ImportRun.objects.update(at=day_ends(last) - UPLOADS_WAIT)
    assert [goes_by(last), goes_by(last + timedelta(days=1))] == [0, 1]


def test_a_day_that_is_none_is_named_and_nothing_is_written(ash):
    before = everything()

    answer = ash.get(f"{PAGE}?by=1999-01-01")

    assert [said for _link, said in errors_of(answer)] == [
        "Enter a day from today to ten years ahead"
    ]
    assert everything() == before


def test_somebody_is_held_once_and_let_go_by_a_dated_row(elm, ash, today):
    first, again = text_of(put(ash)), text_of(put(ash, "AMIRA@elm-park.example"))
    held = LegalHold.objects.get()
    page = f"{PAGE}holds/{held.thread}/"
    shown = text_of(ash.get(page))
    done = text_of(ash.post(page, follow=True))

    assert "While Amira Haddad is under the hold, what is held about them outlives its" in first
    assert "Amira Haddad is under a legal hold already." in again
    assert "Take the legal hold off" in shown
    assert "The hold on Amira Haddad ends today." in done
    assert LegalHold.objects.current().get().valid_until == today
    assert ash.get(page).status_code == 404
    assert list(
        AuditEvent.objects.filter(verb__endswith="-person", about_kind="membership")
        .order_by("sequence")
        .values_list("verb", flat=True)
    ) == ["held-person", "released-person"]


def test_whom_it_found_is_named_before_anything_is_written(elm, ash):
    before = everything()
    asked = {"person": "AMIRA@elm-park.example", "reason": "A claim"}

    checked = ash.post(f"{PAGE}hold/", asked)
    other = ash.post(f"{PAGE}hold/", asked | {"confirmed": elm.membership(elm.grace).pk})

    assert everything() == before
    for answer in (checked, other):
        assert "Amira Haddad, E001" in text_of(answer)
        assert f'name="confirmed" value="{elm.membership(elm.amira).pk}"' in " ".join(
            answer.content.decode().split()
        )
    elm.membership(elm.amira).__class__.objects.update(staff_number="")
    assert "Amira Haddad Put somebody" in text_of(ash.post(f"{PAGE}hold/", asked))


def test_whom_the_form_cannot_find_or_why_is_said_and_what_was_typed_stays(ash):
    unknown = put(ash, person="callum@harbour-trust.example")
    empty = put(ash, person="", reason="")

    assert [said for _link, said in errors_of(unknown)] == [
        "Nobody who works or worked here has this number or address. Check it"
    ]
    assert "callum@harbour-trust.example" in unknown.content.decode()
    assert [said for _link, said in errors_of(empty)] == [
        "Enter a staff number or an email address",
        "Enter the reason",
    ]
    assert LegalHold.objects.count() == 0


def test_of_two_who_take_it_off_the_second_is_told(elm, ash, monkeypatch):
    put(ash)
    held = LegalHold.objects.get()
    stale = LegalHold.objects.select_related("membership__user").get()
    revise(held, at=NOON, actor_id=elm.ash.pk, reason="Another")
    monkeypatch.setattr("courses.web.lead.views.retention.open_hold", lambda *_args: stale)

    answer = ash.post(f"{PAGE}holds/{held.thread}/", follow=True)

    assert "has changed" in text_of(answer) or "changed" in text_of(answer)
    assert LegalHold.objects.current().get().valid_until is None
