"""Branching stories, page by page."""

import logging
import re

from django.core.cache import cache
from django.views.debug import SafeExceptionReporterFilter

from courses.catalogue.models import Choice
from courses.learning.models import ScenarioPath
from courses.web.learner.views.scenario import decision
from tests.tables import everything
from tests.web.reading import heading_of, text_of

SECRET = "Zebulon of Quince Lane"
WHY = {"choice": "leave", "reason": f"<b>Because</b> of {SECRET}."}


def address(enrolment, node=""):
    return f"/learn/{enrolment.registration}/scenarios/late-taxi/{node}"


def decide(amira, enrolment, node, choice):
    return amira.post(address(enrolment, f"{node}/"), {"choice": choice})


def test_the_overview_offers_stories_as_practice(amira, enrolment):
    answer = amira.get(f"/learn/{enrolment.registration}/")

    assert "Optional: they do not count towards your certificate." in text_of(answer)
    assert "The late taxi 4 minutes Not started" in text_of(answer)


def test_a_story_says_what_it_is_about_and_how_to_begin(amira, enrolment):
    answer = amira.get(address(enrolment))

    page = answer.content.decode()
    assert heading_of(answer) == "The late taxi"
    assert "A driver waits for a girl." in text_of(answer)
    assert re.findall(r'<a href="([^"]*)"[^>]*govuk-button--start">(.*?)</a>', page) == [
        (address(enrolment, "gate/"), "Start")
    ]


def test_a_decision_leads_to_what_happens_and_why(amira, enrolment):
    answer = decide(amira, enrolment, "gate", "leave")

    assert (answer.status_code, answer["Location"]) == (303, address(enrolment, "doubt/"))
    text = text_of(amira.get(answer["Location"]))
    assert "What happens You chose: I leave her. What leave brings." in text
    assert "How an experienced colleague sees it Why leave." in text
    assert "What this rests on Pass it on the same day. Source: The guide 2026" in text
    assert "You think again." in text


def test_the_end_says_what_was_noticed_and_missed_and_whom_to_tell(amira, enrolment, mo_khan):
    decide(amira, enrolment, "gate", "leave")
    end = decide(amira, enrolment, "doubt", "tell")

    text = text_of(amira.get(end["Location"]))

    assert "I leave her. Easily missed: Nobody knows yet." in text
    assert "I tell her. Noticed: You chose to tell." in text
    assert "Mo Khan" in text
    assert "The late taxi 4 minutes Completed" in text_of(
        amira.get(f"/learn/{enrolment.registration}/")
    )


def test_the_place_is_kept_and_found_again(amira, enrolment):
    decide(amira, enrolment, "gate", "leave")

    page = amira.get(address(enrolment)).content.decode()

    assert re.findall(r'<a href="([^"]*)"[^>]*govuk-button--start">(.*?)</a>', page) == [
        (address(enrolment, "doubt/"), "Continue")
    ]
    assert 'value="leave"' in amira.get(address(enrolment, "gate/")).content.decode()


def test_a_finished_story_offers_its_summary_and_another_path(amira, enrolment):
    decide(amira, enrolment, "gate", "tell")

    page = amira.get(address(enrolment)).content.decode()

    assert f'href="{address(enrolment, "safe/")}"' in page
    assert "See what you noticed" in page


def test_nothing_selected_is_said_and_changes_nothing(amira, enrolment):
    before = everything()

    answer = amira.post(address(enrolment, "gate/"), {})

    assert answer.status_code == 200
    assert "There is a problem Select what you would do" in text_of(answer)
    assert "<title>Error: Decision 1" in answer.content.decode()
    assert everything() == before


def test_a_moment_not_come_to_leads_to_where_the_reader_is(amira, enrolment):
    decide(amira, enrolment, "gate", "tell")

    asked = amira.get(address(enrolment, "doubt/"))
    posted = decide(amira, enrolment, "doubt", "tell")

    assert [answer["Location"] for answer in (asked, posted)] == [address(enrolment, "safe/")] * 2
    assert ScenarioPath.objects.get().steps["steps"] == [["gate", "tell"]]


def test_posting_to_an_ending_shows_it_again(amira, enrolment):
    decide(amira, enrolment, "gate", "tell")
    before = ScenarioPath.objects.get().steps

    answer = amira.post(address(enrolment, "safe/"), {"choice": "tell"})

    assert answer.status_code == 200
    assert ScenarioPath.objects.get().steps == before


def test_stories_and_moments_that_are_not_there_are_missing(amira, enrolment, sign_in, harbour):
    other = sign_in(harbour.callum)
    missing = [
        amira.get(address(enrolment).replace("late-taxi", "gone")),
        amira.get(address(enrolment, "gone/")),
        other.get(address(enrolment)),
        other.get(address(enrolment, "gate/")),
    ]

    assert [answer.status_code for answer in missing] == [404] * 4


def test_a_moment_asks_no_more_however_long_the_way(amira, enrolment, django_assert_num_queries):
    amira.get(address(enrolment, "gate/"))

    with django_assert_num_queries(10):
        amira.get(address(enrolment, "gate/"))

    decide(amira, enrolment, "gate", "leave")
    with django_assert_num_queries(10):
        amira.get(address(enrolment, "doubt/"))


def test_who_chose_less_detail_reads_the_gentler_moment_and_decides_the_same(amira, enrolment):
    usual = text_of(amira.get(address(enrolment, "gate/")))
    before = everything()

    back = amira.post(f"/learn/route/?back={address(enrolment, 'gate/')}", {"route": "gentler"})
    gently = text_of(amira.get(back["Location"]))

    assert "A driver waits for Nadia." in usual
    assert "Take the gentler route" in usual
    assert "Somebody came for Nadia." not in usual
    assert "Somebody came for Nadia." in gently
    assert "A driver waits for Nadia." not in gently
    assert "You are on the gentler route" in text_of(amira.get(address(enrolment)))
    assert everything() == before
    decide(amira, enrolment, "gate", "leave")
    assert "You think again." in text_of(amira.get(address(enrolment, "doubt/")))


def test_who_chose_less_detail_reads_the_gentler_consequence(amira, enrolment):
    choices = Choice.objects.filter(node__scenario__version=enrolment.version)
    choices.filter(identifier="leave").update(gentler_html="<p>It goes on.</p>")
    decide(amira, enrolment, "gate", "leave")
    usual = text_of(amira.get(address(enrolment, "doubt/")))

    amira.post(f"/learn/route/?back={address(enrolment, 'doubt/')}", {"route": "gentler"})
    gently = text_of(amira.get(address(enrolment, "doubt/")))

    assert ("What leave brings." in usual, "It goes on." in usual) == (True, False)
    assert ("What leave brings." in gently, "It goes on." in gently) == (False, True)
    assert ScenarioPath.objects.get().steps == {"v": 1, "steps": [["gate", "leave"]]}


def test_a_reason_comes_back_once_with_what_follows_and_the_place_is_kept(amira, enrolment):
    asked = amira.get(address(enrolment, "gate/"))
    answer = amira.post(address(enrolment, "gate/"), WHY)
    again = amira.post(address(enrolment, "gate/"), WHY)
    end = amira.post(address(enrolment, "doubt/"), {"choice": "tell", "reason": SECRET})

    page, text = answer.content.decode(), text_of(answer)
    assert "Why would you do that? (optional)" in text_of(asked)
    assert "Do not write about a real child." in text_of(asked)
    assert re.findall("<textarea[^>]*>", asked.content.decode()) == [
        '<textarea class="govuk-textarea" name="reason" rows="3" autocomplete="off" '
        'aria-describedby="id_reason_helptext" id="id_reason">'
    ]
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert page.count(SECRET) == 1
    assert f"&lt;b&gt;Because&lt;/b&gt; of {SECRET}." in page
    assert "What happens You chose: I leave her. Why, in your words" in text
    assert "You think again." in text
    assert f'action="{address(enrolment, "doubt/")}"' in page
    assert f'data-address="{address(enrolment, "doubt/")}"' in page
    assert f"back={address(enrolment, 'doubt/')}" in page
    assert text_of(again) == text
    assert "What you noticed, and what is easily missed" in text_of(end)
    assert text_of(end).count(SECRET) == 1
    assert ScenarioPath.objects.get().steps["steps"] == [["gate", "leave"], ["doubt", "tell"]]
    assert f'href="{address(enrolment, "safe/")}"' in amira.get(address(enrolment)).content.decode()


def test_a_reason_sent_again_undoes_nothing_and_another_choice_does(amira, enrolment):
    amira.post(address(enrolment, "gate/"), WHY)
    decide(amira, enrolment, "doubt", "tell")
    before = everything()

    answer = amira.post(address(enrolment, "gate/"), WHY)

    assert "You think again." in text_of(answer)
    assert everything() == before
    amira.post(address(enrolment, "gate/"), WHY | {"choice": "tell"})
    assert ScenarioPath.objects.get().steps["steps"] == [["gate", "tell"]]


def test_a_reason_without_a_choice_and_one_too_long_come_back_as_typed(amira, enrolment):
    before, long = everything(), "x" * 1_001

    unchosen = amira.post(address(enrolment, "gate/"), {"reason": SECRET})
    too_long = amira.post(address(enrolment, "gate/"), {"choice": "leave", "reason": long})

    assert f"{SECRET}</textarea>" in unchosen.content.decode()
    assert "There is a problem Select what you would do" in text_of(unchosen)
    assert f"{long}</textarea>" in too_long.content.decode()
    assert "Shorten your reason to 1,000 characters: it has 1,001" in text_of(too_long)
    assert 'href="#id_reason"' in too_long.content.decode()
    assert everything() == before


def test_no_row_session_cookie_cache_log_address_or_report_holds_the_reason(
    amira, enrolment, caplog, rf, elm, settings
):
    settings.DEBUG = False
    caplog.set_level(logging.DEBUG)
    decide(amira, enrolment, "gate", "leave")
    before, session = everything(), dict(amira.session.items())

    answers = [
        amira.post(address(enrolment, "gate/"), WHY),
        amira.post(address(enrolment, "gate/"), {"reason": SECRET}),
        amira.post(address(enrolment, "gate/"), WHY | {"reason": SECRET * 400}),
    ]

    assert [SECRET in answer.content.decode() for answer in answers] == [True] * 3
    assert everything() == before
    assert dict(amira.session.items()) == session
    records = [f"{one.getMessage()} {one.__dict__}" for one in caplog.records]
    assert [record for record in records if "Zebulon" in record] == []
    headers = [f"{answer.headers}{answer.cookies.output()}" for answer in answers]
    assert [header for header in headers if "Zebulon" in header] == []
    assert "Zebulon" not in repr(getattr(cache, "_cache", {}))
    for after in (address(enrolment, "gate/"), address(enrolment, "doubt/"), address(enrolment)):
        assert "Zebulon" not in text_of(amira.get(after))
    amira.logout()
    amira.post(address(enrolment, "gate/"), WHY)
    assert "Zebulon" not in repr(dict(amira.session.items()))
    request = rf.post(address(enrolment, "gate/"), WHY)
    request.user, request.session = elm.amira, {}
    decision(request, enrolment.registration, "late-taxi", "gate")
    reported = SafeExceptionReporterFilter().get_post_parameters(request)
    assert reported.dict() == WHY | {"reason": SafeExceptionReporterFilter.cleansed_substitute}
