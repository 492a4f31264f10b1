from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.accounts.models import Organisation
from courses.catalogue.models import Block, Contact, Course, CourseVersion, Item, Option, Section
from courses.catalogue.services import (
    PublishedVersionIsFinal,
    VersionWithdrawn,
    add_local_contact,
    hold,
    lock,
    publish,
    refuse_final,
    same_text,
    save_draft,
)
from courses.packages.opening import opened
from tests.packages.build import folder
from tests.small_course import small_draft

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def draft(tmp_path):
    """Make a draft of the small course, changed as told."""

    def of(**changes):
        at = tmp_path / str(len(list(tmp_path.iterdir())))
        return opened(folder(at, **changes), today=date(2026, 11, 21)).draft

    return of


def counts():
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("courses").get_models(include_auto_created=True)
    }


def test_every_part_becomes_a_row(draft):
    version = save_draft(draft=draft())

    assert (version.state, str(version), version.minor) == ("draft", "A small course 1.0.0", 0)
    assert [(lesson.identifier, lesson.position) for lesson in version.lessons.all()] == [
        ("first-steps", 1)
    ]
    assert list(Block.objects.values_list("identifier", "item__identifier", "data")) == [
        ("tell-the-lead", None, {}),
        ("anyone", None, {}),
        ("check-worry", "worry", {}),
        ("what-to-say", None, {}),
        ("on-monday", None, {}),
        ("who-to-tell", None, {"v": 1, "contacts": ["safeguarding-lead", "con-999"]}),
        ("sources", None, {"v": 1, "cite": ["guide-2026"]}),
    ]
    assert list(
        Item.objects.order_by("pk").values_list("identifier", "anchor__identifier", "critical")
    ) == [("worry", "tell-the-lead", False), ("danger", "tell-the-lead", True)]
    assert list(Option.objects.filter(correct=True).values_list("identifier", flat=True)) == [
        "tell",
        "ring",
    ]
    section = Section.objects.get()
    assert (section.draw, section.critical_draw) == (2, 1)
    assert [outcome.identifier for outcome in section.outcomes.all()] == ["1a"]
    assert [source.identifier for source in version.editions.all()] == ["guide-2026"]
    fact = version.facts.get()
    assert [source.identifier for source in fact.sources.all()] == ["guide-2026"]
    assert [block.identifier for block in fact.blocks.all()] == ["tell-the-lead", "anyone"]
    contact = version.contacts.get()
    assert (contact.slot, contact.needs) == ("con-999", {"v": 1, "needs": ["danger-now"]})
    scenario = version.scenarios.get()
    assert [
        (choice.identifier, choice.leads_to.identifier)
        for choice in scenario.nodes.get(identifier="gate").choices.all()
    ] == [("stay", "safe"), ("go", "doubt")]


def test_the_same_draft_again_writes_nothing(draft, django_assert_num_queries):
    version = save_draft(draft=draft())
    same = draft()

    with django_assert_num_queries(1):
        again = save_draft(draft=same)

    assert again == version


def test_a_draft_of_the_same_number_is_replaced_in_its_row(draft):
    version = save_draft(draft=draft())
    before = counts()

    again = save_draft(draft=draft(lesson=("Tell your", "Always tell your")))

    assert again.pk == version.pk
    assert again.content_hash != version.content_hash
    assert counts() == before
    assert Block.objects.get(identifier="tell-the-lead").source.startswith("Always tell")


def test_a_published_version_is_final(draft):
    version = save_draft(draft=draft())
    publish(version=version, at=NOON, actor_id=None)
    before = counts()
    other = draft(course=("A small course", "Another course"))

    with pytest.raises(PublishedVersionIsFinal, match="give the changed text a new version"):
        save_draft(draft=other)
    with pytest.raises(PublishedVersionIsFinal):
        refuse_final(draft=other)

    assert counts() == before
    assert CourseVersion.objects.get().title == "A small course"
    assert save_draft(draft=draft()) == version


class PublishingBeforeTheFirstWrite:
    """Publishes ``version`` when the wrapped code, which has read it, is about to write."""

    def __init__(self, version):
        self.version, self.done = version, False

    def __call__(self, execute, sql, params, many, context):
        if not self.done and not sql.startswith("SELECT"):
            self.done = True
            publish(version=CourseVersion.objects.get(), at=NOON, actor_id=7)
        return execute(sql, params, many, context)


def test_a_version_published_since_it_was_read_is_not_overwritten(draft):
    version = save_draft(draft=draft())
    other = draft(lesson=("Tell your", "Always tell your"))
    before = counts()

    with (
        connection.execute_wrapper(PublishingBeforeTheFirstWrite(version)),
        pytest.raises(PublishedVersionIsFinal, match="give the changed text a new version"),
    ):
        save_draft(draft=other)

    there = CourseVersion.objects.get()
    assert (there.state, there.published_at, there.content_hash) == (
        "published",
        NOON,
        version.content_hash,
    )
    assert counts() == before
    assert Block.objects.get(identifier="tell-the-lead").source.startswith("Tell your")


def test_a_row_is_held_while_it_is_read_in_order_to_write(draft):
    made = draft()
    version = save_draft(draft=made)
    CourseVersion.objects.update(title="Read anew")

    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        transaction.atomic(),
    ):
        lock(version=version)
        hold(draft=made)

    held = ["FOR NO KEY UPDATE" in query["sql"] for query in asked if "SELECT" in query["sql"]]
    assert held == [connection.features.has_select_for_update] * 2
    assert version.title == "Read anew"


def test_the_number_of_queries_does_not_grow_with_the_course(draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        save_draft(draft=draft())


def test_two_owners_have_courses_of_the_same_name(draft):
    elm_park = Organisation.objects.create(slug="elm-park", name="Elm Park")

    bundled = save_draft(draft=draft())
    own = save_draft(draft=draft(), owner_id=elm_park.pk)

    assert own.pk != bundled.pk
    assert list(Course.objects.order_by("pk").values_list("slug", "owner__slug")) == [
        ("small-course", None),
        ("small-course", "elm-park"),
    ]
    assert same_text(draft=draft(), owner_id=elm_park.pk) == own


def test_publishing_sets_time_and_actor_once(draft):
    version = save_draft(draft=draft())

    assert publish(version=version, at=NOON, actor_id=7, reason="checked") is True
    assert publish(version=version, at=datetime(2027, 1, 1, tzinfo=UTC), actor_id=8) is False

    assert (version.state, version.published_at, version.published_by_id) == ("published", NOON, 7)
    assert version.expired_facts_reason == "checked"


def test_a_withdrawn_version_is_not_published(draft):
    version = save_draft(draft=draft())
    CourseVersion.objects.update(state="withdrawn", published_at=NOON)

    with pytest.raises(VersionWithdrawn, match=r"A small course 1\.0\.0 has been withdrawn"):
        publish(version=version, at=NOON, actor_id=None)

    assert CourseVersion.objects.get().state == "withdrawn"


@pytest.fixture
def local():
    """Enter a local contact of Elm Park, its fields changed as told."""
    elm_park = Organisation.objects.create(slug="elm-park", name="Elm Park")
    fields = {
        "name": "Mo Khan",
        "purpose": "To tell",
        "checked_on": date(2026, 11, 1),
        "review_by": date(2027, 5, 1),
    }
    return lambda **changes: add_local_contact(
        organisation=elm_park, site=None, **{"slot": "safeguarding-lead", **fields, **changes}
    )


def test_a_local_contact_is_entered(local):
    contact = local(url="https://elm-park.example/lead", needs={"v": 1, "needs": ["danger-now"]})

    assert list(Contact.objects.all()) == [contact]
    assert (contact.slot, contact.needs) == (
        "safeguarding-lead",
        {"v": 1, "needs": ["danger-now"]},
    )
    assert local().needs == {"v": 1, "needs": []}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("email", "not an address"),
        ("slot", "Safeguarding lead"),
        ("name", ""),
        ("phone", "0" * 41),
        ("status", "perhaps"),
    ],
)
def test_a_local_contact_that_its_columns_do_not_hold_is_not_entered(local, field, value):
    with pytest.raises(ValidationError) as refusal:
        local(**{field: value})

    assert list(refusal.value.message_dict) == [field]
    assert list(Contact.objects.all()) == []


def test_the_text_that_was_published_may_come_again(db):
    draft = small_draft()
    publish(version=save_draft(draft=draft), at=NOON, actor_id=None)

    refuse_final(draft=draft)

    assert CourseVersion.objects.get().state == CourseVersion.State.PUBLISHED
