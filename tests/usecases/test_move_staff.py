"""Another job, site or team from a day on."""

from datetime import date, timedelta

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Role, Team
from courses.accounts.services import OtherOrganisation
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Course
from courses.common.history import Superseded
from courses.common.vocabulary import VERBS
from courses.compliance.audience import Audience
from courses.compliance.services import set_requirement
from courses.usecases.move_staff import DayOutside, move_staff, rehearse_move
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail
from tests.usecases.choosing import turns_in, turns_on

DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def period(elm, harbour):
    """Return where Amira works."""
    return MembershipPeriod.objects.get(membership__user=elm.amira)


@pytest.fixture
def move(elm, period):
    """Move Amira to South as Lewis, changed as told."""

    def call(**changes):
        fields = {
            "period": period,
            "role": elm.teacher,
            "site": elm.south,
            "team": None,
            "from_day": TODAY,
            "at": LATER,
            "actor_id": elm.lewis.pk,
        }
        return move_staff(**(fields | changes))

    return call


def places(elm):
    rows = MembershipPeriod.objects.current().filter(membership__user=elm.amira)
    return list(rows.order_by("valid_from").values_list("site__name", "valid_from", "valid_until"))


def refused(error, act):
    before = everything()
    with pytest.raises(error):
        act()
    assert everything() == before


def test_from_the_day_on_they_work_elsewhere_and_earlier_days_stay(move, elm):
    moved = move()

    assert places(elm) == [("North", STARTED, TODAY - DAY), ("South", TODAY, None)]
    known = MembershipPeriod.objects.filter(membership__user=elm.amira).as_known_at(NOON)
    assert [(one.site, one.valid_until) for one in known] == [(elm.north, None)]
    assert trail(elm.organisation.pk) == [("moved", "membershipperiod", moved.pk, elm.lewis.pk)]


def test_from_the_very_first_day_the_job_is_put_right(move, elm, period):
    moved = move(from_day=STARTED)

    assert places(elm) == [("South", STARTED, None)]
    assert moved.thread == period.thread


def test_job_and_team_change_too_and_a_last_day_stays(move, elm, period):
    MembershipPeriod.objects.update(valid_until=date(2026, 8, 31))
    period.refresh_from_db()
    cook = Role.objects.create(organisation=elm.organisation, slug="cook", name="Cook")
    team = Team.objects.create(organisation=elm.organisation, name="Kitchen")

    moved = move(role=cook, team=team, site=elm.north)

    assert (moved.role, moved.team, moved.valid_until) == (cook, team, date(2026, 8, 31))


def test_the_same_place_again_writes_nothing(move, elm, period):
    before = everything()

    assert move(site=elm.north) == period
    assert everything() == before


def test_a_day_outside_the_job_is_refused(move, period):
    refused(DayOutside, lambda: move(from_day=STARTED - DAY))
    MembershipPeriod.objects.update(valid_until=TODAY)
    period.refresh_from_db()
    refused(DayOutside, lambda: move(from_day=TODAY + DAY))


def test_a_place_of_another_organisation_is_refused(move, harbour):
    refused(OtherOrganisation, lambda: move(site=harbour.quay))


def test_what_somebody_else_has_changed_is_refused(move):
    move()

    refused(Superseded, lambda: move(from_day=TODAY + DAY))


def test_without_its_audit_event_nothing_is_written(move, monkeypatch):
    monkeypatch.delitem(VERBS, "moved")

    refused(UnknownVerb, move)


@pytest.fixture
def rules(elm, small_course):
    """Return a cook, and rules for teachers at North, for South, and for cooks from spring on."""
    cook = Role.objects.create(organisation=elm.organisation, slug="cook", name="Cook")
    north = Audience(roles=(elm.teacher.pk,), sites=(elm.north.pk,))
    den, eel = (Course.objects.create(slug=one, owner=elm.organisation) for one in ("den", "eel"))
    for course, audience, first in (
        (small_course.course, Audience(), STARTED),
        (small_course.course, north, STARTED),
        (den, Audience(sites=(elm.south.pk,)), STARTED),
        (eel, Audience(roles=(cook.pk,)), TODAY + 40 * DAY),
    ):
        set_requirement(
            organisation=elm.organisation,
            course=course,
            audience=audience,
            effective_from=first,
            due_days=28,
            at=NOON - 90 * DAY,
        )
    return cook


@pytest.mark.parametrize(
    ("days", "is_cook", "is_south", "found"),
    [
        (0, False, True, {"den": 0}),
        (-30, False, True, {"den": 0}),
        (9, True, True, {"den": 9, "eel": 40}),
        (0, True, False, {"eel": 40}),
        (9, False, False, {}),
    ],
    ids=["today", "back then", "later", "same site", "same"],
)
def test_what_is_rehearsed_is_what_becomes_of_them(
    move, elm, period, rules, days, is_cook, is_south, found
):
    wanted = {
        "role": rules if is_cook else elm.teacher,
        "site": elm.south if is_south else elm.north,
        "from_day": TODAY + days * DAY,
    }
    looked_at = [TODAY + n * DAY for n in (0, 1, 8, 9, 10, 27, 28, 29, 37, 38, 39, 40, 41, 70)]
    before = everything()

    outcome = rehearse_move(period=period, team=None, today=TODAY, **wanted)

    assert everything() == before
    assert {one.title: (one.on - TODAY).days for one in outcome.changes} == found
    assert turns_in(outcome) == turns_on(looked_at, lambda: move(**wanted))


@pytest.mark.parametrize("which", ["first", "team"])
def test_from_the_first_day_on_or_into_a_team_it_is_rehearsed_too(move, elm, period, rules, which):
    team = Team.objects.create(organisation=elm.organisation, site=elm.south, name="Year 5")
    wanted = {
        "role": rules,
        "site": elm.south,
        "team": team,
        "from_day": STARTED if which == "first" else TODAY,
    }

    outcome = rehearse_move(period=period, today=TODAY, **wanted)

    looked_at = [TODAY + n * DAY for n in (0, 1, 27, 28, 29, 39, 40, 41)]
    assert turns_in(outcome) == turns_on(looked_at, lambda: move(**wanted))
    assert [one.title for one in outcome.changes] == ["den", "eel"]


def test_a_day_outside_the_job_is_refused_before_it_is_rehearsed(elm, period):
    with pytest.raises(DayOutside):
        rehearse_move(
            period=period,
            role=elm.teacher,
            site=elm.south,
            team=None,
            from_day=STARTED - DAY,
            today=TODAY,
        )
