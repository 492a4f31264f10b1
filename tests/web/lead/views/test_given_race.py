"""Giving a course by a day in the browser, and taking it back, in eight tabs at once."""

from collections import Counter
from datetime import timedelta

import pytest

from courses.audit.models import AuditEvent
from courses.compliance.assignments import Assignment
from courses.compliance.services import end
from courses.reporting.bulk import BulkAction
from tests.people import NOON
from tests.usecases.racing import EIGHT, at_once, browsers, posting
from tests.web.lead.views.test_chosen import CHOSEN, hidden, of
from tests.web.lead.views.test_given import a_day

DAY = timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_given_in_eight_tabs_and_taken_back_in_eight_it_is_once_each(
    elm, lewis, rule, small_course, today
):
    end(requirement=rule, last_day=today - 2 * DAY, at=NOON, actor_id=None)
    person = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"
    path, own = f"{CHOSEN}assign/{of(elm, elm.amira)}", f"{person}by-a-day/"
    sent = {"course": small_course.course_id, **a_day(today + 20 * DAY)}
    # Each tab has a key of its own.
    tabs = [hidden(lewis.post(path, {**hidden(lewis.get(path)), **sent})) for _tab in range(EIGHT)]
    clients = browsers(elm.lewis)

    given = at_once(
        [
            posting(one, path, tab | {"confirmed": "1"})
            for one, tab in zip(clients, tabs, strict=True)
        ]
    )
    names = [one.membership.user.name for one in Assignment.objects.current()]
    end_it = {"end": str(small_course.course_id)}
    taken = at_once([posting(one, own, end_it) for one in clients])

    # Whoever came later is led to what came of it, or shown that it has moved.
    assert {status for status, _url in given} <= {200, 303}
    done = [one.result for one in BulkAction.objects.all()]
    assert (len(done), sum(len(one.done) for one in done)) == (
        [status for status, _url in given].count(303),
        1,
    )
    assert names == ["Amira Haddad"]
    assert taken == [(303, person)] * EIGHT
    assert list(Assignment.objects.current()) == []
    told = Counter(AuditEvent.objects.values_list("verb", flat=True))
    assert (told["assigned-chosen"], told["took-assignment-back"]) == (len(done), 1)
