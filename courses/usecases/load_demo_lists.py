"""What the demonstration shows of the lists that leads keep: views, and one list every week."""

from datetime import datetime, timedelta

from courses.accounts.membership import Access, Grant
from courses.accounts.models import Organisation
from courses.usecases.save_view import save_view
from courses.usecases.schedule_list import schedule_list

VIEWS = (
    ("people", "Not begun yet", "status=not_started", True),
    ("people", "Runs out within 30 days", "status=expiring_30", False),
    ("matrix", "Anything to do", "status=to_do", True),
)


def keep_lists(organisation: Organisation, *, at: datetime) -> None:
    """Give the first lead of ``organisation`` saved views and a list every week."""
    leads = Grant.objects.current().filter(organisation=organisation, access=Access.LEAD)
    lead = leads.select_related("membership__user").order_by("pk").first()
    if lead is None:
        return
    owner = lead.membership.user
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
    schedule_list(
        organisation=organisation,
        owner=owner,
        page="people",
        query="status=overdue",
        every="week",
        at=at - timedelta(days=3),
    )
