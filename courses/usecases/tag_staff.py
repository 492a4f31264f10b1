"""Say which tags one person carries from today on; earlier days keep theirs."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from courses.accounts import tagging
from courses.accounts.membership import Membership
from courses.accounts.models import Tag
from courses.accounts.staff_many import hold
from courses.audit.services import record
from courses.common.dates import local_date
from courses.compliance.moving import rehearse_moving, rules_following, tagged_as
from courses.compliance.queries import Facts, rules_of
from courses.compliance.revising import Outcome
from courses.usecases.apply_requirements import apply_rules


@transaction.atomic
def tag_staff(
    *, membership: Membership, tags: Collection[Tag], at: datetime, actor_id: int
) -> bool:
    """Let ``membership`` carry just ``tags`` from the London day of ``at`` on.

    Return whether anything differed; the same again writes nothing.
    """
    hold([membership])
    on = local_date(at)
    carried = tagging.taggings_of([membership.pk], on=on, held=True)
    wanted = {tag.pk for tag in tags}
    gone = [one for one in carried if one.tag_id not in wanted]
    new = sorted(wanted - {one.tag_id for one in carried})
    if not gone and not new:
        return False
    tagging.take_off(gone, on=on, at=at, actor_id=actor_id)
    pairs = [(membership.pk, tag) for tag in new]
    here = membership.organisation_id
    tagging.put_on(pairs, organisation_id=here, on=on, at=at, actor_id=actor_id)
    record(
        verb="tagged-staff",
        about=membership,
        organisation_id=here,
        actor_id=actor_id,
        at=at,
        details={"put_on": new, "taken_off": sorted(one.tag_id for one in gone)},
    )
    transaction.on_commit(lambda: apply_rules.enqueue(here))
    return True


def rehearse_tags(*, membership: Membership, tags: Collection[Tag], on: date) -> Outcome:
    """Return in which courses ``membership`` would stand otherwise, carrying just ``tags``.

    From ``on`` on; nothing is written. Five queries, one more where a rule is for people who were
    chosen; one where no rule asks for a tag.
    """
    here, pk = membership.organisation_id, membership.pk
    wanted = {tag.pk for tag in tags}

    def moved(facts: Facts) -> Facts:
        return replace(facts, tagged={pk: tagged_as(wanted, facts.tagged.get(pk, ()), on)})

    rules = rules_following(rules_of([here]).get(here, []), lambda one: one.tags)
    return rehearse_moving([membership], rules=rules, on=on, moved=moved)
