"""What somebody learned that a rule does not count, in the words that they and their lead read."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.compliance.reasons import Reason
from courses.learning.besides import Besides, OtherCourse
from courses.web.presenters import day_in_words
from courses.web.reasons import OPEN

MOST_NAMED = 3


def is_lacking(reasons: Sequence[Reason]) -> bool:
    """Test whether some rule waits for its course, so that what else was learned matters."""
    return any(one.trace.finding.state in OPEN for one in reasons)


def besides_words(reason: Reason, found: Besides) -> list[str]:
    """Return what does not count for the rule of ``reason``, a sentence each; none where it is met.

    Records of its course, another edition of it, and the latest of the other courses by name.
    """
    if not is_lacking([reason]):
        return []
    rule = reason.rule
    others = [
        one
        for one in found.completed
        if one.course_id != rule.course_id and one.course_id not in rule.refresher_ids
    ]
    named = [one for one in others if one.slug != rule.slug]
    words = [
        record_words(day_in_words(one.completed_on), one.reason)
        for one in found.records
        if one.course_id == rule.course_id
    ]
    words += [edition_words(one) for one in others if one.slug == rule.slug]
    words += [other_words(one, rule.title) for one in named[:MOST_NAMED]]
    if left := len(named[MOST_NAMED:]):
        words.append(
            ngettext(
                "%d more course was completed, which does not count for this rule.",
                "%d more courses were completed, which do not count for this rule.",
                left,
            )
            % left
        )
    return words


def record_words(day: str, reason: str) -> str:
    """Return why a record of training elsewhere does not count."""
    if not reason:
        words = _("Training elsewhere on %s does not count until somebody has accepted it.")
        return words % day
    words = _("Training elsewhere on %(day)s does not count, for it was not accepted: %(reason)s.")
    return words % {"day": day, "reason": reason.rstrip(".")}


def edition_words(done: OtherCourse) -> str:
    """Return why the other one of two courses with the same identifier does not count."""
    if done.is_bundled:
        words = _(
            "The course of this name that comes with the platform was completed on %s. It does not"
            " count: this rule asks for your organisation’s own."
        )
    else:
        words = _(
            "Your organisation’s own course of this name was completed on %s. It does not count:"
            " this rule asks for the one that comes with the platform."
        )
    return words % day_in_words(done.completed_on)


def other_words(done: OtherCourse, title: str) -> str:
    """Return why another course does not count."""
    return _(
        "“%(other)s” was completed on %(day)s. It does not count: this rule asks for “%(title)s”."
    ) % {"other": done.title, "day": day_in_words(done.completed_on), "title": title}
