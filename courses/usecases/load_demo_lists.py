"""What leads of the demonstration keep, ask and add: views, lists, a question, own texts."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from courses.accounts.membership import Access, Grant
from courses.accounts.models import Organisation, User
from courses.assessment.models import Attempt
from courses.catalogue.overlays import local_parts
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.notifications.models import Message
from courses.reporting.item_reports import ItemReport
from courses.reporting.list_files import Question
from courses.reporting.misunderstood import questions_in
from courses.reporting.statuses import Wanted
from courses.usecases.make_list_file import ask_for_list_file, make_list_file
from courses.usecases.report_item import report_item
from courses.usecases.save_own_text import save_own_text
from courses.usecases.save_view import save_view
from courses.usecases.schedule_list import schedule_list

VIEWS = (
    ("people", "Not begun yet", "status=not_started", True),
    ("people", "Runs out within 30 days", "status=expiring_30", False),
    ("matrix", "Anything to do", "status=to_do", True),
)

# Course, part of a lesson, site (empty: all) and text; the course has the numbers already.
OWN_TEXTS = (
    (
        "recognise-respond-report",
        "take-your-piece-to",
        "",
        "Write it down the same day, in your own words and the child's. Hand it to the safeguarding"
        " lead in person, or ring. *Do not leave it in a tray or on a shared screen.*",
    ),
    (
        "recognise-respond-report",
        "take-your-piece-to",
        "north",
        "At North the lead's office is beside reception. If it is shut, ask reception to ring; stay"
        " until somebody has answered.",
    ),
)


def add_own_texts(organisation: Organisation, *, at: datetime) -> None:
    """Let the first lead add what staff do here, where the organisation offers that course."""
    by = first_lead(organisation)
    parts = {(one.course.slug, one.identifier): one for one in local_parts(organisation)}
    for slug, identifier, site, source in OWN_TEXTS:
        part = parts.get((slug, identifier))
        place = organisation.sites.filter(slug=site).first()
        if by is None or part is None or part.block is None or (site and place is None):
            continue
        save_own_text(
            organisation=organisation,
            site=place,
            course=part.course,
            block=part.block,
            source=source,
            by=by,
            at=at - timedelta(days=40),
        )


def ask_authors(organisation: Organisation, *, at: datetime) -> None:
    """Let the first lead ask the authors about the question that people miss most."""
    owner = first_lead(organisation)
    if owner is None:
        return
    scope = Scope(organisation.pk, local_date(at), whole=True)
    sat = Attempt.objects.filter(enrolment__organisation=organisation, handed_in_at__isnull=False)
    versions = sat.order_by("enrolment__version").values_list("enrolment__version", flat=True)
    for version in versions.distinct():
        for question in questions_in(scope, version_id=version)[:1]:
            report_item(
                item=question.item,
                organisation=organisation,
                why=ItemReport.Why.WORDS,
                by=owner,
                at=at - timedelta(days=4),
            )


def first_lead(organisation: Organisation) -> User | None:
    """Return the lead of ``organisation`` who came first, or None."""
    leads = Grant.objects.current().filter(organisation=organisation, access=Access.LEAD)
    lead = leads.select_related("membership__user").order_by("pk").first()
    return lead.membership.user if lead else None


def keep_lists(organisation: Organisation, *, at: datetime) -> None:
    """Give the first lead of ``organisation`` saved views, a list every week and a file."""
    owner = first_lead(organisation)
    if owner is None:
        return
    for page, name, query, is_shared in VIEWS:
        save_view(
            organisation=organisation,
            owner=owner,
            page=page,
            name=name,
            query=query,
            is_shared=is_shared,
            at=at,
        )
    people = Scope(organisation.pk, local_date(at), whole=True)
    file = ask_for_list_file(
        key=uuid5(NAMESPACE_URL, f"list-file:{organisation.slug}"),
        organisation=organisation,
        by=owner,
        report="people",
        question=Question(people, Wanted(status="overdue"), ("Status: Overdue",)),
        at=at,
    )
    make_list_file(file=file, at=at)
    Message.objects.filter(due_at=at, sent_at__isnull=True).update(sent_at=at)  # long arrived
    schedule_list(
        organisation=organisation,
        owner=owner,
        page="people",
        query="status=overdue",
        every="week",
        at=at - timedelta(days=3),
    )
