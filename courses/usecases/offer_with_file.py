"""Offer training that one did elsewhere with a file that shows it."""

from typing import Any

from courses.learning import evidence
from courses.learning.acceptance import Kept
from courses.learning.brought import BroughtRecord
from courses.learning.evidence import Evidence
from courses.usecases.offer_record import offer_record


def offer_with_file(*, file: Evidence | None, **offered: Any) -> BroughtRecord:
    """Do what ``offer_record`` does with these arguments; keep ``file`` where the record is new.

    The file is written first and removed again where no record came to name it.
    """
    if file is None:
        return offer_record(**offered)
    key, named = evidence.keep(file), None
    try:
        made = offer_record(**offered, file=Kept(key, file.kind, file.sha256))
        named = made.file
    finally:
        if named != key:
            evidence.drop(key)
    return made
