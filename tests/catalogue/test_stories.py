"""A story whole."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.catalogue.stories import scenario_at, story_of


def test_a_story_is_found_in_its_version_alone(small_course):
    found = scenario_at(version_id=small_course.pk, identifier="late-taxi")

    assert found is not None
    assert (found.title, found.lesson.identifier) == ("The late taxi", "first")
    assert scenario_at(version_id=small_course.pk, identifier="gone") is None
    assert scenario_at(version_id=0, identifier="late-taxi") is None


def test_a_story_knows_where_each_choice_leads(small_course):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        story = story_of(small_course.scenarios.get())
        rests_on = [
            source.title
            for choice in story.choices.values()
            for fact in choice.facts.all()
            for source in fact.sources.all()
        ]

    assert story.leads == {
        ("gate", "tell"): "safe",
        ("gate", "leave"): "doubt",
        ("doubt", "tell"): "safe",
    }
    assert [choice.identifier for choice in story.ways_on("gate")] == ["tell", "leave"]
    assert story.ways_on("safe") == []
    assert rests_on == ["The guide 2026"] * 3
    assert len(asked) == 5
