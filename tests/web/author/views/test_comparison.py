"""What differs from the version that learners have, text by text."""

from tests.small_course import make_small_course
from tests.web.reading import text_of

DIFF = "/author/elm-park/courses/small-course/{}/diff/"


def test_without_a_published_version_everything_is_new(grace, draft):
    draft()

    assert "There is no published version to compare with." in text_of(
        grace.get(DIFF.format("1.0.0"))
    )


def test_changes_are_shown_as_they_were_and_as_they_are(grace, ash, draft):
    draft()
    ash.post(DIFF.format("1.0.0").replace("diff", "publish"), {"reason": "Read again"})
    draft(
        course=("version: 1.0.0", "version: 1.1.0"),
        lesson=("Tell your", "Always tell your"),
        questions=("id: danger", "id: other"),
    )

    page = text_of(grace.get(DIFF.format("1.1.0")))

    assert "Version 1.1.0 beside version 1.0.0." in page
    assert "Lesson changed First steps" in page
    assert "Removed: Tell Added: Always tell your safeguarding lead the same day." in page
    assert "**" not in page
    assert "Question new A child is being pulled into a car." in page
    assert "Question removed A child is being pulled into a car." in page


def test_a_changed_key_stands_out(grace, ash, draft):
    draft()
    ash.post(DIFF.format("1.0.0").replace("diff", "publish"), {"reason": "Read again"})
    draft(
        course=("version: 1.0.0", "version: 1.1.0"),
        questions=("{id: lead, text:", "{id: lead, correct: true, text:"),
        questions_too=("{id: ring, correct: true,", "{id: ring,"),
    )

    page = text_of(grace.get(DIFF.format("1.1.0")))

    assert "In 1 question other answers count as right." in page
    assert "Question changed, key changed" in page


def test_the_same_text_under_another_number_differs_in_nothing(grace, ash, draft):
    draft()
    ash.post(DIFF.format("1.0.0").replace("diff", "publish"), {"reason": "Read again"})
    draft(course=("version: 1.0.0", "version: 1.1.0"))

    assert "Nothing: version 1.0.0 says the same." in text_of(grace.get(DIFF.format("1.1.0")))


def test_an_adaptation_is_compared_with_the_bundled_course(grace, draft):
    make_small_course()
    draft()

    assert "The other is the bundled course." in text_of(grace.get(DIFF.format("1.0.0")))
