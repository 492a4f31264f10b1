"""The timeline of one person: what happened on which day, never an answer, score or route."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.accounts.membership import Membership, MembershipPeriod, Tagging
from courses.accounts.queries import every_period_of, names_by_user
from courses.assessment.models import Attempt
from courses.assessment.queries import attempts_by_learner
from courses.audit.models import AuditEvent
from courses.audit.queries import events_about
from courses.catalogue.models import Course
from courses.catalogue.queries import titles_of
from courses.certification.models import Certificate
from courses.certification.queries import certificates_of
from courses.certification.validity import state_on
from courses.common.dates import local_date
from courses.compliance.assigning import assignments_of
from courses.compliance.extending import extensions_of
from courses.compliance.reasons import exemptions_of
from courses.compliance.supervising import supervisions_of
from courses.learning.brought import BroughtRecord, decided_of
from courses.learning.change_queries import changes_read
from courses.learning.changes import ChangeRead
from courses.learning.corridor_queries import checks_of
from courses.learning.models import Completion, Enrolment
from courses.learning.queries import completions_of, enrolments_under
from courses.learning.together import Seat
from courses.learning.together_queries import attendances_of
from courses.learning.update_queries import presences_of
from courses.learning.updates import Presence
from courses.notifications.models import Message
from courses.notifications.queries import messages_to
from courses.web.lead.timeline_events import Event, assigned, exempted, extended, supervised
from courses.web.presenters import certificate_status, day_in_words

FROM_TRAIL = {
    "changed-details": gettext_lazy("Name, email address or staff number changed"),
    "merged": gettext_lazy("Training of a second record of the same person brought over"),
    "took-training-back": gettext_lazy("Recorded training taken back"),
    "gave-extra-time": gettext_lazy("Extra time at quizzes"),
}


def timeline_of(
    membership: Membership,
    *,
    titles: Mapping[int, str],
    on: date,
    known_at: datetime | None = None,
    taggings: Iterable[Tagging] = (),
) -> list[Event]:
    """Return what happened up to ``on`` under the organisation, newest first.

    Seventeen queries, one more where a course is not in ``titles``, by id. ``taggings`` are the
    person's. ``known_at`` leaves out what was recorded after that moment.
    """
    here = membership.organisation_id
    user = membership.user
    done = [
        one
        for one in completions_of(learner=user, known_at=known_at)
        if one.organisation_id == here
    ]
    acceptors = names_by_user(
        {one.recorded_by_id for one in done if one.evidence and one.recorded_by_id}
    )
    decided = decided_of(learner=user, organisation_id=here, known_at=known_at)
    met = {one.course_id: one.course for one in done} | {
        one.course_id: one.course for one in decided
    }
    unnamed = [course for pk, course in met.items() if pk not in titles]
    titles = {**(titles_of(unnamed) if unnamed else {}), **titles}
    events = [
        *period_events(every_period_of(membership, known_at=known_at)),
        *tag_events(taggings),
        *(enrolled(one) for one in enrolments_under(learner=user, organisation_id=here)),
        *(
            attempted(one)
            for one in attempts_by_learner(learner=user)
            if one.enrolment.organisation_id == here
        ),
        *(
            completed(
                one,
                titles,
                accepted_by=acceptors.get(one.recorded_by_id or 0, ""),
                brought=shown_by(one, decided),
            )
            for one in done
        ),
        *(
            certified(one, on)
            for one in certificates_of(learner=user)
            if one.organisation_id == here
        ),
        *(exempted(one) for one in exemptions_of(membership, known_at=known_at)),
        *(extended(one) for one in extensions_of(membership, known_at=known_at)),
        *(
            assigned(one, titles.get(one.course, ""))  # type: ignore[attr-defined]
            for one in assignments_of(membership, known_at=known_at)
        ),
        *(supervised(one) for one in supervisions_of(membership, known_at=known_at)),
        *(attended(one) for one in attendances_of(membership)),
        *(not_accepted(one, titles) for one in decided if not one.accepted),
        *(was_at(one) for one in presences_of(membership, known_at=known_at)),
        *(
            read_change(one)
            for one in changes_read(learner=user, organisation_id=here)
            if known_at is None or one.read_at <= known_at
        ),
        *(was_asked(one.on) for one in checks_of(membership, known_at=known_at)),
        *(
            from_trail(one)
            for one in events_about(here, kind="membership", pk=membership.pk, verbs=FROM_TRAIL)
            if known_at is None or one.at <= known_at
        ),
        *(sent(one) for one in messages_to(user, organisation_id=here)),
    ]
    return sorted(
        (event for event in events if event.on <= on), key=lambda event: event.on, reverse=True
    )


def period_events(periods: Iterable[MembershipPeriod]) -> list[Event]:
    """Return when the person came to each job and place, and left the last."""
    events = []
    for period in periods:
        place = f"{period.role.name}, {period.site.name}"
        if period.team:
            place = f"{place}, {period.team.name}"
        events.append(Event(period.valid_from, _("Began here as"), place))
        if period.valid_until:
            events.append(Event(period.valid_until, _("Last day as"), place))
    return events


def tag_events(taggings: Iterable[Tagging]) -> list[Event]:
    """Return when the person got each tag, and carried it last."""
    events = []
    for one in taggings:
        events.append(Event(one.valid_from, _("Tagged"), one.tag.name))
        if one.valid_until:
            events.append(Event(one.valid_until, _("Last day with the tag"), one.tag.name))
    return events


def enrolled(enrolment: Enrolment) -> Event:
    """Return that a course was given or chosen."""
    return Event(
        local_date(enrolment.enrolled_at),
        _("Given the course"),
        f"{enrolment.version.title}, {_('version')} {enrolment.version.version}",
    )


def attempted(attempt: Attempt) -> Event:
    """Return that a quiz was handed in, and whether it was passed."""
    handed_in = attempt.handed_in_at or attempt.started_at
    words = _("Took the quiz: passed") if attempt.passed else _("Took the quiz: not yet")
    return Event(local_date(handed_in), words, attempt.enrolment.version.title)


def completed(
    completion: Completion,
    titles: Mapping[int, str],
    *,
    accepted_by: str,
    brought: int | None = None,
) -> Event:
    """Return that a course was completed, or elsewhere, with who accepted that here."""
    title = titles.get(completion.course_id, completion.course.slug)
    if completion.version and completion.course.kind == Course.Kind.READING:
        edition = _("%(title)s, version %(version)s") % {
            "title": completion.version.title,
            "version": completion.version.version,
        }
        return Event(completion.completed_on, _("Read and confirmed"), edition)
    if completion.version and completion.enrolment_id and completion.evidence:
        detail = f"{completion.version.title}. {_('Reason')}: {completion.evidence}"
        given = _("Given the pass after the answer key was corrected")
        return Event(completion.completed_on, given, detail + acceptor(accepted_by))
    if completion.version:
        in_room = completion.mode == Completion.Mode.ROOM
        words = (
            _("Completed the course, in a training room") if in_room else _("Completed the course")
        )
        return Event(completion.completed_on, words, completion.version.title)
    return Event(
        completion.completed_on,
        _("Completed training outside the platform"),
        f"{title}. {_('Evidence')}: {completion.evidence}" + acceptor(accepted_by),
        brought=brought,
    )


def shown_by(completion: Completion, decided: Iterable[BroughtRecord]) -> int | None:
    """Return the record whose file shows what ``completion`` was accepted from, or None."""
    about = (completion.course_id, completion.completed_on)
    return next(
        (
            one.pk
            for one in decided
            if one.accepted
            and one.file
            and (one.course_id, one.completed_on) == about
            and completion.evidence.startswith(one.evidence)
        ),
        None,
    )


def acceptor(name: str) -> str:
    """Return who accepted something, after the rest; empty text where nobody is known."""
    return _(". Accepted by %s") % name if name else ""


def certified(certificate: Certificate, on: date) -> Event:
    """Return that a certificate was issued, and its state on ``on``."""
    state = state_on(
        on=on,
        valid_until=certificate.valid_until,
        is_revoked=by_then(certificate.revoked_at, on),
        is_replaced=by_then(certificate.replaced_at, on),
    )
    return Event(
        local_date(certificate.issued_at),
        _("Certificate issued"),
        certificate.number,
        certificate_status(state),
        certificate.number,
    )


def by_then(moment: datetime | None, on: date) -> bool:
    """Test whether something happened on ``on`` or earlier."""
    return moment is not None and local_date(moment) <= on


def attended(seat: Seat) -> Event:
    """Return that the person was present in a training room; it is not completion."""
    on = local_date(seat.present_at or seat.gathering.opened_at)
    return Event(on, _("Present in a training room"), seat.gathering.version.title)


def not_accepted(record: BroughtRecord, titles: Mapping[int, str]) -> Event:
    """Return that a record of outside training was not accepted, and why; it never counts."""
    title = titles.get(record.course_id, record.course.slug)
    day = day_in_words(record.completed_on)
    return Event(
        local_date(record.decided_at) if record.decided_at else record.completed_on,
        _("Record from elsewhere not accepted"),
        f"{title}, {day}, {record.evidence}. {record.reason}",
        brought=record.pk if record.file else None,
    )


def was_asked(on: date) -> Event:
    """Return that the person had a corridor check."""
    return Event(on, _("Had a corridor check"))


def read_change(read: ChangeRead) -> Event:
    """Return that the person read what changed in a course they had completed."""
    minutes = ngettext("%d minute", "%d minutes", read.minutes) % read.minutes
    detail = f"{read.version.title}, {_('version')} {read.version.version}, {minutes}"
    return Event(read.read_on, _("Read what changed"), detail)


def was_at(presence: Presence) -> Event:
    """Return that the person was at a talk, session or practice, for how long and with whom."""
    held = presence.update
    minutes = ngettext("%d minute", "%d minutes", held.minutes) % held.minutes
    return Event(held.on, held.get_kind_display(), f"{held.title}, {minutes}, {held.led_by}")


def from_trail(event: AuditEvent) -> Event:
    """Return a change to the person's record that the trail alone knows; never what it was."""
    percent = event.details.get("percent")
    if event.verb == "gave-extra-time":
        detail = _("%d%%") % percent if percent else _("None any more")
        return Event(local_date(event.at), _("Extra time at quizzes"), detail)
    return Event(local_date(event.at), str(FROM_TRAIL[event.verb]))


def sent(message: Message) -> Event:
    """Return that a message was sent; its subject says nothing of the topic."""
    moment = message.sent_at or message.queued_at
    return Event(local_date(moment), _("Email sent"), message.subject)
