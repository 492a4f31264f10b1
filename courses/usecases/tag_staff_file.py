"""Write the tags that rows of a staff file name, and take that back."""

from collections import defaultdict
from collections.abc import Sequence

from courses.accounts import tagging
from courses.accounts.membership import Tagging
from courses.accounts.staff_bulk import Writing
from courses.accounts.staff_columns import TAGS
from courses.accounts.staff_roster import Kind
from courses.common.dates import local_date
from courses.packages.staff_files import StaffFileRow
from courses.packages.staff_rows import content_of


def tag_rows(organisation_id: int, rows: Sequence[StaffFileRow], writing: Writing) -> None:
    """Let the people of ``rows`` carry just the tags their row names, from today on.

    A row that names none changes none. Four statements, none where no row names any.
    """
    asked = {
        row.membership_id: (row, set(content_of(row).write[TAGS]))
        for row in rows
        if row.kind in {Kind.ADD, Kind.CHANGE} and row.membership_id
        if TAGS in content_of(row).write
    }
    if not asked:
        return
    on = local_date(writing.at)
    carried: dict[int, list[Tagging]] = {pk: [] for pk in asked}
    for one in tagging.taggings_of(list(asked), on=on, held=True):
        carried[one.membership_id].append(one)
    gone = [
        one
        for membership, (_row, wanted) in asked.items()
        for one in carried[membership]
        if one.tag_id not in wanted
    ]
    pairs = [
        (membership, tag)
        for membership, (_row, wanted) in asked.items()
        for tag in sorted(wanted - {one.tag_id for one in carried[membership]})
    ]
    by = writing.actor_id
    ended: dict[int, list[int]] = defaultdict(list)
    fresh: dict[int, list[int]] = defaultdict(list)
    made = [
        *tagging.take_off(gone, on=on, at=writing.at, actor_id=by),
        *tagging.put_on(pairs, organisation_id=organisation_id, on=on, at=writing.at, actor_id=by),
    ]
    for rows_done, found in ((gone, ended), (made, fresh)):
        for one in rows_done:
            found[one.membership_id].append(one.pk)
    for pk in {*ended, *fresh}:
        row = asked[pk][0]
        row.undo = {**row.undo, TAGS: {"ended": ended[pk], "made": fresh[pk]}}


def put_tags_back(rows: Sequence[StaffFileRow], writing: Writing) -> None:
    """Put back the tags that ``rows`` changed, where nobody changed them since."""
    mine = [row for row in rows if TAGS in row.undo]
    if not mine:
        return
    tagging.put_back(
        {row.membership_id or 0 for row in mine},
        made=[pk for row in mine for pk in row.undo[TAGS]["made"]],
        ended=[pk for row in mine for pk in row.undo[TAGS]["ended"]],
        at=writing.at,
        actor_id=writing.actor_id,
    )
