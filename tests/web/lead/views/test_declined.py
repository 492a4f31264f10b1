"""Not accepting what somebody brought, and who accepted the rest, in the browser."""

from datetime import timedelta

from courses.learning.brought import BroughtRecord
from courses.usecases.record_training import record_training
from tests.people import NOON
from tests.web.reading import errors_of, text_of


def test_it_is_declined_with_a_reason_and_stands_on_the_page(lewis, elm, small_course, today):
    person = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"
    day = today - timedelta(days=90)
    fields = {
        "course": str(small_course.course.pk),
        "completed_on_day": day.day,
        "completed_on_month": day.month,
        "completed_on_year": day.year,
        "evidence": "A photograph",
        "reason": "Covers less than our course",
    }

    done = text_of(lewis.post(f"{person}decline/", fields, follow=True))
    again = lewis.post(f"{person}decline/", fields | {"evidence": "", "reason": ""})

    assert "The decision about the record of Amira Haddad is kept. It does not count." in done
    assert "Record from elsewhere not accepted" in done
    assert "A photograph. Covers less than our course" in done
    assert [said for _link, said in errors_of(again)] == [
        "Enter what shows it",
        "Choose a reason",
    ]
    assert BroughtRecord.objects.count() == 1
    assert "decline/" in lewis.get(person).content.decode()


def test_what_was_accepted_says_by_whom_and_never_looks_like_our_own(
    lewis, elm, small_course, today
):
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=today,
        minutes=60,
        evidence="Certificate 12",
        at=NOON,
        actor_id=elm.lewis.pk,
    )

    text = text_of(lewis.get(f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"))

    assert "Completed training outside the platform A small course." in text
    assert "Evidence: Certificate 12. Accepted by Lewis Grant" in text
    assert "Completed the course" not in text
