"""What the demonstration shows under Inspection: gaps, a pack, its links, a hold; and tags."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from courses.accounts import tagging
from courses.accounts.membership import Access, Grant, Membership
from courses.accounts.models import Organisation, Tag
from courses.common.dates import local_date
from courses.common.names import fold
from courses.common.scope import Scope
from courses.reporting.models import GapAction
from courses.usecases.hold_person import hold_person
from courses.usecases.make_inspection_pack import ask_for_pack
from courses.usecases.note_gap import note_gap, revise_gap
from courses.usecases.share_inspection_pack import cancel_inspection_link, share_inspection_pack

DAY = timedelta(days=1)
# What was seen, what is done, by whom; noted and due in days from the run, and done then or open.
GAPS = (
    (
        "Two midday supervisors had not finished before their first day",
        "Supervised until finished; the induction now goes out with the contract",
        "Office manager",
        (-45, -20, -24),
    ),
    (
        "Governors who joined in autumn have not read their part of the guidance",
        "Half an hour at the next governors' meeting",
        "Chair of governors",
        (-12, 9, None),
    ),
    (
        "The deputy's telephone number was not checked for more than 180 days",
        "Check every contact at the start of each term",
        "Safeguarding lead",
        (-9, -2, None),
    ),
)


def prepare_for_inspections(slugs: Sequence[str], *, at: datetime) -> None:
    """Prepare each of these organisations in which no gap was noted yet."""
    for organisation in Organisation.objects.filter(slug__in=slugs).order_by("pk"):
        if not GapAction.objects.filter(organisation=organisation).exists():
            prepare_for_inspection(organisation, at=at)


@transaction.atomic
def prepare_for_inspection(organisation: Organisation, *, at: datetime) -> None:
    """Give the first lead of ``organisation`` a log of gaps, a pack, and two links to it.

    And put somebody who has left under a legal hold.
    """
    leads = Grant.objects.current().filter(organisation=organisation, access=Access.LEAD)
    lead = leads.select_related("membership__user").order_by("pk").first()
    if lead is None:
        return
    by, today = lead.membership.user, local_date(at)
    for gap, action, owner, (noted, due, done) in GAPS:
        line = note_gap(
            organisation=organisation,
            site=None,
            gap=gap,
            action=action,
            owner=owner,
            noted_on=today + noted * DAY,
            due_on=today + due * DAY,
            at=at,
            actor_id=by.pk,
        )
        if done is not None:
            changes: dict[str, object] = {"done_on": today + done * DAY}
            revise_gap(line=line, changes=changes, at=at, actor_id=by.pk)
    pack = ask_for_pack(
        organisation=organisation,
        scope=Scope(organisation.pk, today, whole=True),  # the courses are published today
        where="All sites",
        by=by,
        narrowed=False,
        at=at,
    )
    for_whom = ("The governor for safeguarding", "Visit of the local authority")
    links = [
        share_inspection_pack(
            pack=pack, token=uuid4().hex, for_whom=name, days=14, by=by, at=at - n * DAY
        )
        for n, name in enumerate(for_whom)
    ]
    cancel_inspection_link(link=links[-1], at=at, actor_id=by.pk)
    here = Membership.objects.filter(organisation=organisation)
    for left in here.exclude(pk__in=here.on(today).values("pk")).order_by("pk")[:1]:
        hold_person(
            membership=left, reason="A question to the pension scheme", at=at, actor_id=by.pk
        )


def put_tags_on(
    organisation: Organisation,
    tags: Mapping[str, Sequence[str]],
    *,
    members: Mapping[str, Membership],
    at: datetime,
) -> None:
    """Make each of ``tags``, and put it on the members of these staff numbers a month ago."""
    for name, numbers in tags.items():
        tag = Tag.objects.create(
            organisation=organisation, slug=fold(name).replace(" ", "-"), name=name
        )
        tagging.put_on(
            [(members[number].pk, tag.pk) for number in numbers],
            organisation_id=organisation.pk,
            on=local_date(at) - 30 * DAY,
            at=at,
            actor_id=None,
        )
