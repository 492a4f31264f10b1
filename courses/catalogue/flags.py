"""Which blocks of lessons rest on a fact that awaits a legal or safeguarding check."""

from collections.abc import Collection, Mapping

from courses.catalogue.models import Block

# What each block rests on that awaits a check, in HTML, by lesson and identifier.
Flags = Mapping[tuple[int, str], tuple[str, ...]]


def flags_in(lesson_ids: Collection[int]) -> Flags:
    """Return the flagged facts under blocks of these lessons, or under their questions.

    Two queries. For authors and leads alone: learners are never told.
    """
    blocks = Block.objects.filter(lesson__in=lesson_ids)
    found: dict[tuple[int, str], dict[str, None]] = {}  # in order, each once
    for facts in ("facts", "item__facts"):
        rows = blocks.filter(**{f"{facts}__needs_review": True}).order_by("pk", f"{facts}__pk")
        for lesson, block, statement in rows.values_list(
            "lesson", "identifier", f"{facts}__statement_html"
        ):
            found.setdefault((lesson, block), {})[statement] = None
    return {key: tuple(statements) for key, statements in found.items()}
