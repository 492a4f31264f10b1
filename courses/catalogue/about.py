"""What the overview of a course tells of its version, which each process reads once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from courses.catalogue.models import Block, CourseVersion, Source
from courses.catalogue.outlines import edition_of
from courses.catalogue.queries import editions_of, outcomes_of, referrals_in

KEPT = 64  # in the memory of a process; some 20 kB each


@dataclass(frozen=True, slots=True)
class About:
    """The law and guidance a version teaches, what each lesson is for, its practice referrals."""

    editions: Sequence[Source]
    outcomes: Mapping[str, Sequence[str]]
    referrals: Sequence[Block]


def about(version: CourseVersion) -> About:
    """Return what the overview tells of ``version``.

    Three queries, none where the process has read this edition before; a draft is read anew.
    """
    edition = edition_of(version)
    return kept_about(version.pk, edition) if edition else fresh_about(version)


@lru_cache(maxsize=KEPT)
def kept_about(version_id: int, edition: str) -> About:  # noqa: ARG001 - a key
    """Return what is told of one edition, from memory where it was read before."""
    return fresh_about(CourseVersion(pk=version_id))


def fresh_about(version: CourseVersion) -> About:
    """Return what is told of a version from the database; three queries."""
    return About(editions_of(version), outcomes_of(version.pk), referrals_in(version.pk))
