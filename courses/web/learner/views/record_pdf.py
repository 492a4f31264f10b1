"""Everything the learner completed and learnt otherwise as an accessible PDF."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from courses.certification.document import CannotDraw
from courses.certification.transcript import Entry, Held, Other, Transcript, draw_record
from courses.common.dates import local_date
from courses.learning.update_queries import learnt_elsewhere
from courses.learning.updates import Presence
from courses.web.learner.brought_rows import Brought, brought_rows
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.views.certificate import fonts
from courses.web.learner.views.record import Kept, kept_by, record_page


@learners(methods=["GET"])
def pdf(request: MemberRequest) -> HttpResponse:
    """Return one's completed courses as an accessible PDF, or the page where it cannot be drawn."""
    today = local_date(timezone.now())
    kept = kept_by(request.user, on=today)
    record = Transcript(
        name=request.user.name,
        made_on=today,
        verify_at=f"{settings.SITE_URL}{reverse('public:verify')}",
        entries=tuple(as_entry(row) for row in kept),
        others=(
            *(as_other(one) for one in learnt_elsewhere(learner=request.user)),
            *(as_waiting(one) for one in brought_rows(request.user) if one.record.is_waiting),
        ),
    )
    try:
        drawn = draw_record(record, fonts=fonts())
    except CannotDraw:
        return record_page(request, kept, undrawn=True)
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="training-record-{today}.pdf"'
    return answer


def as_other(presence: Presence) -> Other:
    """Return one talk, session or practice for the PDF."""
    held = presence.update
    return Other(
        title=held.title,
        organisation=held.organisation.name,
        on=held.on,
        minutes=held.minutes,
        way=f"{held.get_kind_display()}, {held.led_by}",
    )


def as_waiting(row: Brought) -> Other:
    """Return training elsewhere that nobody has decided about yet; it counts for nothing."""
    held = row.record
    return Other(
        title=row.title,
        organisation=held.organisation.name,
        on=held.completed_on,
        minutes=0,
        way=f"Outside this site. {row.status.word}. {held.evidence}",
    )


def as_entry(row: Kept) -> Entry:
    """Return one completed course for the PDF."""
    done, held = row.completion, row.certificate
    return Entry(
        title=row.title,
        version=done.version.version if done.version else "",
        organisation=done.organisation.name,
        completed_on=done.completed_on,
        minutes=done.minutes,
        way=row.way,
        evidence=done.evidence,
        certificate=Held(
            number=held.facts.number,
            state=held.state.word,
            valid_until=held.facts.valid_until,
            verify_url=held.facts.verify_url,
        )
        if held
        else None,
    )
