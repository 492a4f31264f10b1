"""Setting the periods of an organisation in the browser: asked, checked, confirmed."""

import pytest

from courses.accounts.retention import USUAL, Periods, RetentionPeriods
from courses.compliance.services import set_requirement
from courses.usecases.change_retention import change_retention
from courses.web.lead.views import retention_periods
from tests.people import NOON, STARTED
from tests.small_course import make_rule
from tests.tables import everything, trail
from tests.usecases.racing import EIGHT, at_once, browsers
from tests.web.lead.views.test_chosen import confirm, hidden
from tests.web.reading import errors_of, text_of

PAGE = "/lead/elm-park/retention/"
PERIODS = f"{PAGE}periods/"
ASKED = {
    "attendance_months": "12",
    "request_days": "30",
    "declined_months": "12",
    "accepted_months": "72",
}


@pytest.fixture
def ash(elm, harbour, sign_in, settings, tmp_path):
    """Return the browser of the administrator."""
    settings.DATA_DIR = tmp_path / "data"
    return sign_in(elm.ash)


@pytest.fixture
def meanwhile(monkeypatch):
    """Let somebody do something after the page has looked, before it has the lock."""
    change = retention_periods.change_retention

    def let(act):
        def late(**asked):
            act()
            return change(**asked)

        monkeypatch.setattr(retention_periods, "change_retention", late)

    return let


def test_it_is_shown_before_it_is_saved_and_then_holds(elm, ash):
    first = text_of(ash.get(PAGE))
    asked = ash.get(PERIODS).content.decode()
    checked = ash.post(PERIODS, ASKED)
    assert list(RetentionPeriods.objects.all()) == []

    done = confirm(ash, PERIODS, checked)

    assert "These are the usual periods." in first
    assert [f'value="{usual}"' in asked for usual in (24, 30, 12, 72)] == [True] * 4
    shown = text_of(checked)
    assert "the next run removes 0 records , without the change 0." in shown
    words = "Who was expected and present in a training room 12 months instead of 24 months"
    assert words in shown
    assert "whoever is under a legal hold keeps theirs" in shown
    assert RetentionPeriods.objects.get().periods == Periods(attendance_months=12)
    told = text_of(done)
    assert "The periods are saved. The next run goes by them." in told
    assert "Your own periods, since" in told
    assert "Training rooms: who was expected and present 12 months 0 0" in told


@pytest.mark.parametrize(
    "typed", ["35", "73", "six", ""], ids=["too-short", "too-long", "no-number", "nothing"]
)
def test_what_cannot_be_is_explained_and_the_rest_kept(ash, typed):
    error = (
        "Files of training elsewhere that was accepted: enter a whole number of months, "
        "from 36 to 72"
    )
    before = everything()

    answer = ash.post(PERIODS, ASKED | {"accepted_months": typed})

    assert errors_of(answer) == [("#id_accepted_months", error)]
    shown = answer.content.decode()
    assert 'value="12"' in shown
    assert typed == "" or f'value="{typed}"' in shown
    assert everything() == before


def test_under_a_rule_that_is_met_for_ever_one_number_alone_will_do(elm, ash, small_course):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        at=NOON,
    )

    asked = text_of(ash.get(PERIODS))
    refused = ash.post(PERIODS, ASKED | {"accepted_months": "71"})

    words = "In months, 72 alone. Never shorter than a rule of yours lets such training count."
    assert words in asked
    error = "Files of training elsewhere that was accepted: enter 72"
    assert errors_of(refused) == [("#id_accepted_months", error)]
    assert "With these periods" in text_of(ash.post(PERIODS, ASKED))


def test_change_leads_back_to_what_was_typed_and_the_same_again_changes_nothing(ash):
    checked = ash.post(PERIODS, ASKED)
    back = ash.post(PERIODS, {**hidden(checked), "change": "1"})
    same = {name: str(getattr(USUAL, name)) for name in ASKED}

    again = ash.post(PERIODS, same, follow=True)

    assert 'name="attendance_months" value="12"' in back.content.decode()
    assert "These periods hold already. Nothing was changed." in text_of(again)
    assert list(RetentionPeriods.objects.all()) == []


def test_what_was_changed_by_another_meanwhile_is_shown_again(elm, ash):
    checked = ash.post(PERIODS, ASKED)
    change_retention(
        organisation=elm.organisation,
        periods=Periods(attendance_months=9),
        usual=USUAL,
        at=NOON,
        actor_id=elm.ash.pk,
    )

    again = text_of(confirm(ash, PERIODS, checked))

    assert "What goes has changed since you looked at it. Nothing was saved." in again
    assert "12 months instead of 9 months" in again
    assert RetentionPeriods.objects.current().get().periods.attendance_months == 9


def test_a_rule_lengthened_while_they_are_saved_is_an_error_of_the_form(
    elm, ash, small_course, meanwhile
):
    checked = ash.post(PERIODS, ASKED | {"accepted_months": "40"})
    meanwhile(lambda: make_rule(elm.organisation, small_course, valid_months=48))

    refused = confirm(ash, PERIODS, checked)

    error = (
        "Files of training elsewhere that was accepted: enter a whole number of months, "
        "from 48 to 72"
    )
    assert errors_of(refused) == [("#id_accepted_months", error)]
    kept = [f'value="{typed}"' in refused.content.decode() for typed in ("12", "30", "40")]
    assert kept == [True] * 3
    assert list(RetentionPeriods.objects.all()) == []
    assert trail(elm.organisation.pk) == []


def test_periods_changed_while_others_are_saved_are_shown_again(elm, ash, meanwhile):
    checked = ash.post(PERIODS, ASKED)
    meanwhile(
        lambda: change_retention(
            organisation=elm.organisation,
            periods=Periods(attendance_months=9),
            usual=USUAL,
            at=NOON,
            actor_id=elm.ash.pk,
        )
    )

    again = text_of(confirm(ash, PERIODS, checked))

    assert "What goes has changed since you looked at it. Nothing was saved." in again
    assert "12 months instead of 9 months" in again
    assert RetentionPeriods.objects.get().periods == Periods(attendance_months=9)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_confirm_at_once_one_saves_and_the_others_are_asked_again(elm, ash):
    clients = browsers(elm.ash)
    asked = [ASKED | {"attendance_months": str(12 + n)} for n in range(EIGHT)]
    sent = [hidden(ash.post(PERIODS, one)) | {"confirmed": "1"} for one in asked]

    def confirming(client, fields):
        def post():
            answer = client.post(PERIODS, fields)
            return answer.status_code, "Nothing was saved." in answer.content.decode()

        return post

    answers = at_once(list(map(confirming, clients, sent)))

    assert sorted(answers) == [(200, True)] * (EIGHT - 1) + [(303, False)]
    months = 12 + answers.index((303, False))
    assert RetentionPeriods.objects.get().periods == Periods(attendance_months=months)
    assert [row[0] for row in trail(elm.organisation.pk)] == ["changed-retention"]


def test_only_an_administrator_finds_it(elm, harbour, sign_in):
    users = (elm.lewis, elm.amira, harbour.callum)
    assert [sign_in(one).post(PERIODS, ASKED).status_code for one in users] == [404, 404, 404]
    assert list(RetentionPeriods.objects.all()) == []
