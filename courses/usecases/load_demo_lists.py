"""What leads of the demonstration keep and ask: views, a weekly list, a file, a question."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from courses.accounts.membership import Access, Grant
from courses.accounts.models import Organisation, User
from courses.assessment.models import Attempt
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.reporting.item_reports import ItemReport
from courses.reporting.list_files import Question
from courses.reporting.misunderstood import questions_in
from courses.reporting.queries import Wanted
from courses.usecases.make_list_file import ask_for_list_file, make_list_file
from courses.usecases.report_item import report_item
from courses.usecases.save_view import save_view
from courses.usecases.schedule_list import schedule_list

VIEWS = (
    ("people", "Not begun yet", "status=not_started", True),
    ("people", "Runs out within 30 days", "status=expiring_30", False),
    ("matrix", "Anything to do", "status=to_do", True),
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
    schedule_list(
        organisation=organisation,
        owner=owner,
        page="people",
        query="status=overdue",
        every="week",
        at=at - timedelta(days=3),
    )
