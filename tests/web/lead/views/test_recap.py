"""The recap of one question, and asking its author about it."""

from courses.notifications.models import Message
from courses.reporting.item_reports import ItemReport
from tests.web.lead.views.test_questions import PAGE, ten  # noqa: F401 - a fixture
from tests.web.reading import text_of

REPORTS = "/author/elm-park/reports/"


def test_the_recap_says_what_is_often_chosen_and_why_that_is_wrong(
    lewis,
    ten,  # noqa: F811 - a fixture
):
    question = lewis.get(PAGE).context["questions"][0].question.item.identifier

    page = text_of(lewis.get(f"{PAGE}{question}/recap/?version=1.0.0"))

    assert f"What do you do first ({question})?" in page
    assert "What is often chosen Wait for proof. Not quite. Do not wait." in page
    assert "What is right Tell the lead today. Yes." in page
    assert "From the lesson" in page


def test_under_ten_answers_the_recap_says_nothing_of_what_was_chosen(lewis, elm):
    page = text_of(lewis.get(f"{PAGE}plain-a/recap/"))

    assert "Fewer than 10 people have answered this question" in page
    assert "What is often chosen" not in page
    assert "What is right Tell the lead today. Yes." in page
    assert lewis.get(f"{PAGE}check-one/recap/").status_code == 404


def test_authors_are_asked_with_figures_and_say_when_they_have_looked(
    lewis,
    ten,  # noqa: F811 - a fixture
    elm,
    sign_in,
):
    question = lewis.get(PAGE).context["questions"][0].question.item.identifier
    unseen = "danger-a" if question != "danger-a" else "danger-b"
    unasked = {"plain-a", "plain-b", "danger-a", "danger-b"} - {
        one.question.item.identifier for one in lewis.get(PAGE).context["questions"]
    }
    few = min(unasked) if unasked else unseen
    grace = sign_in(elm.grace)
    empty = text_of(grace.get(REPORTS))

    refused = text_of(lewis.post(f"{PAGE}{question}/report/", {}))
    asked = text_of(lewis.post(f"{PAGE}{question}/report/", {"why": "key"}, follow=True))
    again = text_of(lewis.post(f"{PAGE}{question}/report/", {"why": "words"}, follow=True))
    lewis.post(f"{PAGE}{few}/report/", {"why": "words"})
    listed = text_of(grace.get(REPORTS))
    settle = f"/author/elm-park/bundled/small-course/1.0.0/questions/{question}/settle/"
    settled = text_of(grace.post(settle, follow=True))
    nobody = text_of(grace.post(settle, follow=True))

    assert "No training lead asks about a question at the moment." in empty
    assert "There is a problem Select what may be wrong" in refused
    assert "The authors are asked to look at the question." in asked
    assert "(asked already)" in asked
    assert "The authors were asked to look at this question already." in again
    assert "The right answer may be wrong. Asked by Lewis Grant on" in listed
    assert "0% right first time (0 of 10 people)." in listed
    assert "Fewer than 10 people have answered it, so there are no figures." in listed
    assert "It is noted that you looked at the question." in settled
    assert "Nobody waits for an answer about that question any more." in nobody
    assert "1 question that a training lead asks" in text_of(grace.get("/author/elm-park/courses/"))
    assert ItemReport.objects.filter(settled_at=None).count() == 1
    missing = settle.replace(question, "no-such-item")
    assert grace.post(missing).status_code == 404


def test_it_is_sent_to_a_team_or_site_of_who_may_remind(
    lewis,
    ten,  # noqa: F811 - a fixture
    elm,
    sign_in,
):
    question = lewis.get(PAGE).context["questions"][0].question.item.identifier
    page = f"{PAGE}{question}/recap/"

    refused = text_of(lewis.post(page, {}))
    foreign = text_of(sign_in(elm.noor).post(page, {"to": f"site:{elm.south.pk}"}))
    done = text_of(lewis.post(page, {"to": f"site:{elm.north.pk}"}, follow=True))
    again = text_of(lewis.post(page, {"to": f"site:{elm.north.pk}"}, follow=True))

    assert "There is a problem Choose a team or a site" in refused
    assert "There is a problem Choose a team or a site from the list" in foreign
    assert "people are sent it. Without this course or an email address: " in done
    assert "0 people are sent it. Sent today already: " in again
    assert set(Message.objects.values_list("kind", flat=True)) >= {"recap"}
