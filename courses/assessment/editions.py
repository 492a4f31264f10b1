"""The quiz of a version with its questions, which each process reads once."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.db.models import Prefetch

from courses.assessment.models import Response
from courses.assessment.selection import PoolItem
from courses.catalogue.models import Assessment, CourseVersion, Item, Option
from courses.catalogue.outlines import edition_of


def quiz_of(version: CourseVersion) -> Assessment | None:
    """Return the quiz of ``version``, with its sections; None where the version has none.

    Three queries, none where the process has read this edition before; a draft is read anew.
    """
    edition = edition_of(version)
    return kept_quiz(version.pk, edition) if edition else fresh_quiz(version.pk)


@lru_cache(maxsize=64)
def kept_quiz(version_id: int, edition: str) -> Assessment | None:  # noqa: ARG001 - a key
    """Return the quiz of one edition, from memory where it was read before; some 10 kB each."""
    return fresh_quiz(version_id)


def fresh_quiz(version_id: int) -> Assessment | None:
    """Return the quiz of a version from the database; three queries."""
    quizzes = Assessment.objects.filter(version=version_id)
    return quizzes.prefetch_related("sections__outcomes").first()


def pool_of(version: CourseVersion) -> Mapping[str, Item]:
    """Return the items that the quiz may draw, by identifier, with options and outcome.

    Two queries, none where the process has read this edition before; a draft is read anew.
    """
    edition = edition_of(version)
    return kept_pool(version.pk, edition) if edition else fresh_pool(version.pk)


@lru_cache(maxsize=8)
def kept_pool(version_id: int, edition: str) -> Mapping[str, Item]:  # noqa: ARG001 - a key
    """Return the pool of one edition, from memory where it was read before; some 2 MB each."""
    return fresh_pool(version_id)


def items_of(version: CourseVersion) -> Mapping[int, Item]:
    """Return the items of the pool of ``version`` by id, read as ``pool_of`` reads them."""
    edition = edition_of(version)
    if edition:
        return kept_items(version.pk, edition)
    return {item.pk: item for item in fresh_pool(version.pk).values()}


@lru_cache(maxsize=8)
def kept_items(version_id: int, edition: str) -> Mapping[int, Item]:
    """Return the items of the kept pool of one edition by id."""
    return {item.pk: item for item in kept_pool(version_id, edition).values()}


def drawable(version: CourseVersion) -> Sequence[PoolItem]:
    """Return the items of the pool of ``version`` as the draw sees them, kept as they are."""
    edition = edition_of(version)
    if edition:
        return kept_drawable(version.pk, edition)
    return pool_items(fresh_pool(version.pk).values())


@lru_cache(maxsize=8)
def kept_drawable(version_id: int, edition: str) -> Sequence[PoolItem]:
    """Return the items of the kept pool of one edition as the draw sees them; some 50 kB each."""
    return pool_items(kept_pool(version_id, edition).values())


def pool_items(items: Iterable[Item]) -> list[PoolItem]:
    """Return the items as the draw sees them."""
    return [
        PoolItem(
            identifier=item.identifier,
            outcome=item.outcome.identifier,
            critical=item.critical,
            shuffle=item.shuffle,
            options=tuple(option.identifier for option in item.options.all()),
        )
        for item in items
    ]


def fresh_pool(version_id: int) -> Mapping[str, Item]:
    """Return the pool of a version from the database; two queries.

    What authors alone read, and the texts of the passages that explain, are left where they are.
    """
    items = Item.objects.filter(version=version_id, in_quiz=True)
    options = Option.objects.defer("source", "feedback_source")
    return {
        item.identifier: item
        for item in items.select_related("outcome", "anchor__lesson")
        .defer("stem_source", *(f"anchor__{name}" for name in LONG))
        .prefetch_related(Prefetch("options", options))
    }


LONG = ("source", "html", "gentler_source", "gentler_html", "data")


def with_items(responses: list[Response], version: CourseVersion) -> list[Response]:
    """Return ``responses`` with their items as the pool of ``version`` has them."""
    items = items_of(version)
    for response in responses:
        if item := items.get(response.item_id):
            response.item = item
    return responses
