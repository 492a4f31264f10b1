"""Publishing, rolling back and withdrawing: each its own page, for whoever may publish."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import Access
from courses.accounts.permissions import LEVELS, Permission
from courses.catalogue.models import Contact, CourseVersion
from courses.catalogue.queries import newest_published
from courses.catalogue.services import publish, save_draft
from courses.common.dates import add_months
from courses.compliance.models import Requirement
from courses.compliance.services import set_requirement
from courses.learning.models import Completion, Enrolment
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.publish_version import publish_version
from courses.web.author.forms import PublishForm
from courses.web.author.views import publication
from courses.web.presenters import day_in_words
from tests.people import NOON, STARTED, TODAY
from tests.small_course import enrol, small_draft
from tests.tables import verbs_about
from tests.web.reading import heading_of, text_of

AT = "/author/elm-park/courses/small-course/{}/{}/"
DAY, YEARS = timedelta(days=1), timedelta(days=3650)


@pytest.fixture
def own(elm):
    """Return how to save a version of Elm Park's own small course with nothing past review."""

    def saved(number, *, published_at=None, **changes):
        draft = small_draft(version=number, **changes)
        version = save_draft(draft=draft, owner_id=elm.organisation.pk)
        later = timezone.now().date() + YEARS
        for rows in (version.contacts, version.facts):
            rows.update(review_by=later)
        if published_at:
            publish(version=version, at=published_at, actor_id=None)
        return version

    return saved


def state_of(version):
    return CourseVersion.objects.get(pk=version.pk).state


def test_the_page_says_who_is_affected_and_what_changes(ash, elm, own):
    first = own("1.0.0", published_at=NOON)
    enrol(elm.amira, elm.organisation, first)
    own("1.1.0", title="Another title")

    page = text_of(ash.get(AT.format("1.1.0", "publish")))

    assert "Everybody who begins from now on gets this version." in page
    assert "1 person is part-way through version 1.0.0: you choose below what happens." in page
    assert "What happens to the people who are part-way" in page
    assert "Nobody has completed version 1.0.0." in page
    assert "About the course: title changed." in page


def test_rules_on_the_bundled_course_are_said_to_stay(ash, elm, own, small_course):
    own("1.0.0")
    before = text_of(ash.get(AT.format("1.0.0", "publish")))
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )

    page = ash.get(AT.format("1.0.0", "publish"))

    assert "Rules that stay as they are" not in before
    assert "1 rule asks for the course that comes with the platform." in text_of(page)
    assert 'href="/lead/elm-park/requirements/"' in page.content.decode()


def test_publishing_opens_it_to_who_begins_and_leaves_who_began(ash, elm, own):
    first = own("1.0.0", published_at=NOON)
    second = own("1.1.0", title="Another title")
    began = enrol(elm.amira, elm.organisation, first)

    answer = ash.post(AT.format("1.1.0", "publish"), follow=True)

    begins = enrol_staff(
        learner=elm.lewis,
        organisation=elm.organisation,
        course=first.course,
        reason=Enrolment.Reason.CHOSEN,
        at=timezone.now(),
    )
    began.refresh_from_db()
    assert "Version 1.1.0 is published. Learners who begin now get it." in text_of(answer)
    assert (began.version, begins.version) == (first, second)
    assert Completion.objects.count() == 0
    assert verbs_about(second) == ["published"]


def test_those_part_way_move_where_the_author_says_so_then_or_later(ash, elm, own):
    first = own("1.0.0", published_at=NOON)
    began = enrol(elm.amira, elm.organisation, first)
    own("1.1.0", title="Another title")
    url, move = AT.format("1.1.0", "publish"), AT.format("1.1.0", "move")
    early = ash.get(move, follow=True)
    refused = ash.post(url, {"part_way": "vanish"})
    ash.post(url, {"part_way": "finish"})
    later = text_of(ash.get(AT.format("1.1.0", "")[:-1]))
    asked = text_of(ash.get(move))

    answer = ash.post(move, follow=True)

    assert "People can only move to the version that new learners get." in text_of(early)
    assert "There is a problem Select one of the two" in text_of(refused)
    assert "1 person is part-way through an earlier version." in later
    assert "1 person who is part-way through an earlier version moves." in asked
    assert "People who are part-way move to this version now." in text_of(answer)
    began.refresh_from_db()
    assert began.closed_at is not None
    assert Enrolment.objects.open().get(learner=elm.amira).version.version == "1.1.0"
    assert "Nobody can move at the moment." in text_of(ash.get(move))


def test_published_twice_is_published_once(ash, own):
    version = own("1.0.0")
    ash.post(AT.format("1.0.0", "publish"))

    answer = ash.post(AT.format("1.0.0", "publish"), follow=True)

    assert "This version was published before. Nothing changed." in text_of(answer)
    assert verbs_about(version) == ["published"]


def test_what_is_past_review_asks_for_a_reason(ash, own):
    version = own("1.0.0")
    Contact.objects.filter(slot="con-999").update(review_by="2026-03-01")
    url = AT.format("1.0.0", "publish")

    asked = ash.get(url)
    refused = ash.post(url, {"reason": " "})

    assert "Contact con-999: 1 March 2026" in text_of(asked)
    assert "There is a problem Enter why it may go out" in text_of(refused)
    assert state_of(version) == "draft"

    ash.post(url, {"reason": "Ash rang the number today"})

    version.refresh_from_db()
    assert (version.state, version.expired_facts_reason) == (
        "published",
        "Ash rang the number today",
    )
    assert "Ash rang the number today" in text_of(ash.get(url, follow=True))


def test_a_review_date_that_passes_meanwhile_publishes_nothing(elm, own, rf):
    version = own("1.0.0")
    Contact.objects.filter(slot="con-999").update(review_by="2026-03-01")
    request = rf.post("/")
    request.user = elm.ash
    shown = publication.Shown(version, "elm-park", is_offered=False)
    form = PublishForm(
        {}, needs_reason=False, part_way=0, done=0, on=TODAY, is_asked=False, cancel_url=""
    )

    assert form.is_valid()
    assert publication.published(request, shown, form, at=timezone.now()) is False
    assert state_of(version) == "draft"


def test_unconfirmed_facts_are_counted_before_publishing(ash, own):
    version = own("1.0.0")
    version.facts.update(needs_review=True)

    page = text_of(ash.get(AT.format("1.0.0", "publish")))

    assert "1 fact is not confirmed." in page
    assert "everything is new" in page


def test_roll_back_takes_two_clicks(ash, own):
    first, second = own("1.0.0", published_at=NOON), own("1.1.0", published_at=timezone.now())
    listed = ash.get("/author/elm-park/courses/").content.decode()
    url = AT.format("1.0.0", "roll-back")

    page = ash.get(url)
    answer = ash.post(url, follow=True)

    assert f'href="{url}"' in listed
    assert heading_of(page) == "Roll back to A small course 1.0.0"
    assert "No answer is lost" in text_of(page)
    assert "Learners who begin now get version 1.0.0." in text_of(answer)
    assert newest_published(first.course) == first
    assert verbs_about(first) == ["rolled-back"]
    assert state_of(second) == "published"


def test_a_draft_is_nothing_to_roll_back_to(ash, own):
    own("1.0.0")

    asked = ash.get(AT.format("1.0.0", "roll-back"), follow=True)
    answer = ash.post(AT.format("1.0.0", "roll-back"), follow=True)

    assert heading_of(asked) == "A small course"
    assert "Only an earlier published version can be rolled back to." in text_of(asked)

    assert "Only a published version can be given to new learners." in text_of(answer)


def test_withdrawing_says_what_learners_get_then(ash, elm, own):
    first, second = own("1.0.0", published_at=NOON), own("1.1.0", published_at=timezone.now())
    url = AT.format("1.1.0", "withdraw")

    page = text_of(ash.get(url))
    answer = ash.post(url, follow=True)

    assert "Learners who begin then get version 1.0.0." in page
    assert "Version 1.1.0 is withdrawn. Nobody can begin it any more." in text_of(answer)
    assert (state_of(second), newest_published(first.course)) == ("withdrawn", first)
    assert "nobody can begin the course then" in text_of(ash.get(AT.format("1.0.0", "withdraw")))


@pytest.mark.parametrize(
    ("number", "act"), [("1.0.0", "roll-back"), ("2.0.0", "withdraw")], ids=["rolled", "withdrawn"]
)
def test_what_is_asked_for_no_more_is_said_before_it_is_done(
    ash, second, rule, today, monkeypatch, number, act
):
    by, held = today + 40 * DAY, add_months(today - 30 * DAY, 12)
    url = f"/author/elm-park/courses/small-course/{number}/{act}/"
    publish_version(version=second, at=timezone.now(), anew_by=by)

    page = text_of(ash.get(url))
    few = frozenset(Permission) - {Permission.SEE_STAFF_PROGRESS}
    monkeypatch.setitem(LEVELS, Access.ADMIN, few)
    numbers = text_of(ash.get(url))
    monkeypatch.undo()
    ash.post(url)

    lines = (
        f"Who has to complete it anew Version 2.0.0 is asked for anew by {day_in_words(by)}. Nobody"
        " is asked for it any more. 1 person has another status then. If it is given to learners"
        " again later, it is not asked for by itself."
    )
    named = f"Amira Haddad {day_in_words(today)} Renewal open, in date until {day_in_words(by)}"
    assert f"{lines} People who would change" in page
    assert f"{named} In date until {day_in_words(held)}" in page
    assert lines in numbers
    assert "Amira Haddad" not in numbers
    assert Requirement.objects.current().get(effective_from=today).anew == ()


def test_where_nothing_is_asked_for_nothing_is_said_of_it(ash, second, rule):
    publish_version(version=second, at=timezone.now())

    page = text_of(ash.get("/author/elm-park/courses/small-course/1.0.0/roll-back/"))

    assert "No answer is lost" in page
    assert "complete it anew" not in page


def test_a_draft_is_not_withdrawn(ash, own):
    own("1.0.0")

    asked = ash.get(AT.format("1.0.0", "withdraw"), follow=True)
    answer = ash.post(AT.format("1.0.0", "withdraw"), follow=True)

    assert heading_of(asked) == "A small course"
    assert "Only a published version can be withdrawn." in text_of(asked)

    assert "A draft is not open to learners, so nothing changed." in text_of(answer)


@pytest.mark.parametrize("act", ["publish", "roll-back", "withdraw"])
def test_an_author_may_not_act_on_learners(grace, own, act):
    version = own("1.0.0")

    assert grace.get(AT.format("1.0.0", act)).status_code == 404
    assert grace.post(AT.format("1.0.0", act)).status_code == 404
    assert state_of(version) == "draft"
