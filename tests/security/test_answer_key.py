"""The answer key never reaches a learner before the answer is locked (SECURITY row 25)."""

from uuid import uuid4

import pytest

from courses.assessment.models import Attempt
from courses.catalogue.models import Option
from tests.small_course import enrol, finish_lessons, open_attempt

KEY, WHY = "SENTINEL-KEY", "SENTINEL-WHY"
LESSONS = ("lessons/first/", "lessons/second/")


@pytest.fixture
def marked(small_course):
    """Put a sentinel into every field that tells an answer, and return the course."""
    for option in Option.objects.filter(item__version=small_course):
        option.feedback_source = f"{WHY}-{option.pk}"
        option.feedback_html = f"<p>{WHY}-{option.pk}</p>"
        option.pair = f"{KEY}-{option.pk}" if option.correct else ""
        option.save()
    return small_course


def pages_before_handing_in(client, address):
    """Return every byte that a learner is sent up to handing in, by address, and the attempt's."""
    client.post(f"{address}quiz/", {"key": str(uuid4())})
    attempt = Attempt.objects.get()
    names = attempt.responses.values_list("item__identifier", flat=True)
    quiz = f"{address}quiz/1/"
    asked = ["/learn/", "/learn/record/", address, f"{address}quiz/", f"{quiz}answers/"]
    asked += [address + lesson for lesson in LESSONS]
    asked += [f"{quiz}{name}/" for name in names]
    pages = {path: client.get(path).content for path in asked}
    for name in names:
        pages[f"empty {name}"] = client.post(f"{quiz}{name}/", {}).content
        pages[f"foreign {name}"] = client.post(f"{quiz}{name}/", {"answer": "no-such"}).content
        saved = client.post(f"{quiz}{name}/", {"answer": "wait"})
        pages[f"saved {name}"] = saved.content + str(saved.headers).encode()
        pages[f"again {name}"] = client.get(f"{quiz}{name}/").content
    pages["early"] = client.get(f"{quiz}result/", follow=True).content
    return pages, quiz


def test_nothing_of_the_key_is_sent_before_handing_in_and_all_of_it_after(
    elm, harbour, marked, sign_in
):
    enrolment = enrol(elm.amira, elm.organisation, marked)
    finish_lessons(enrolment)
    enrolment.check_answers.all().delete()
    client = sign_in(elm.amira)

    pages, quiz = pages_before_handing_in(client, f"/learn/{enrolment.registration}/")

    leaks = [path for path, page in pages.items() if b"SENTINEL" in page]
    assert len(pages) > 14
    assert leaks == []
    client.post(f"{quiz}hand-in/")
    after = client.get(f"{quiz}result/").content.decode()
    drawn = Option.objects.filter(item__in=Attempt.objects.get().responses.values("item"))
    assert [o.pk for o in drawn if f"{WHY}-{o.pk}<" not in after] == []


def test_a_check_explains_itself_after_its_own_answer_alone(elm, harbour, marked, sign_in):
    enrolment = enrol(elm.amira, elm.organisation, marked)
    client = sign_in(elm.amira)
    address = f"/learn/{enrolment.registration}/"
    before = [client.get(address + lesson).content for lesson in LESSONS]

    client.post(f"{address}lessons/first/checks/first-check/", {"first-check-answer": "wait"})

    after = [client.get(address + lesson).content for lesson in LESSONS]
    assert [WHY.encode() in page for page in before] == [False, False]
    assert [WHY.encode() in page for page in after] == [True, False]


def test_the_order_of_options_does_not_depend_on_which_is_right(elm, harbour, marked):
    places = set()
    enrolment = enrol(elm.amira, elm.organisation, marked)
    finish_lessons(enrolment)
    for n in range(12):
        Attempt.objects.all().delete()
        attempt = open_attempt(enrolment, seed=str(n))
        for response in attempt.responses.all():
            places.add(response.option_order["options"].index("tell-lead"))

    assert places == {0, 1, 2}
