"""Gather everything that is held about one person, for that person alone; nothing is written."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from courses.accounts.models import User
from courses.accounts.offices import every_membership_of, offices_of
from courses.audit.queries import about_or_by
from courses.audit.services import PLATFORM
from courses.catalogue.models import Option
from courses.common.dates import local_date
from courses.common.vocabulary import VERBS
from courses.compliance.models import Requirement
from courses.learning import evidence
from courses.learning.brought import brought_by
from courses.usecases.own_data_table import Table
from courses.usecases.own_data_tables import TABLES

FORMAT: Final = "own-data"
VERSION: Final = 1
STAMP: Final = (1980, 1, 1, 0, 0, 0)  # the day stands within
Row = dict[str, Any]


def own_data(user: User, *, at: datetime) -> dict[str, Any]:
    """Return everything that is held about ``user``, other people by role alone.

    A query for each table and seven more, however much is held.
    """
    held: dict[str, list[Row]] = {}
    keys: dict[str, set[int]] = defaultdict(set)
    for table in TABLES:
        rows = rows_of(table, user)
        ids = {row.pop("pk") for row in rows}
        if not table.answers:  # the trail knows nothing of single answers
            keys[table.label.partition(".")[2].lower()] |= ids
        held[table.name] = rows
    in_words([row for table in TABLES if table.answers for row in held[table.name]])
    name_courses([*held["exemptions"], *held["later_due_days"], *held["courses_by_a_day"]])
    held["audit_lines"] = audit_lines(user, keys)
    return {"format": FORMAT, "version": VERSION, "made_at": at.astimezone(UTC), **held}


def rows_of(table: Table, user: User) -> list[Row]:
    """Return the rows of one table that lead to ``user``, with their keys as ``pk``; one query."""
    model = apps.get_model(table.label)
    mine = Q()
    for path in table.path:
        mine |= leads_to(path, user)
    wanted = {"pk": "pk", **table.columns}
    if table.answers:
        wanted["item"] = "item_id"
    rows = model._base_manager.filter(mine).order_by("pk")  # noqa: SLF001 - Django's public way to every row
    return [dict(zip(wanted, row, strict=True)) for row in rows.values_list(*wanted.values())]


def leads_to(path: str, user: User) -> Q:
    """Return the condition that a row leads to ``user`` along ``path``.

    By address where the path ends in one; by number where the row keeps no foreign key.
    """
    if path in {"email", "address"}:
        return Q(**{f"{path}__iexact": user.email}) if user.email else Q(pk__in=[])
    if path == "membership_id":
        return Q(membership_id__in=[one.pk for one in every_membership_of(user)])
    return Q(**{path: user.pk})


def in_words(rows: Sequence[Row]) -> None:
    """Put the words of the options in place of their identifiers; one query."""
    items = {row["item"] for row in rows}
    options = Option.objects.filter(item__in=items).values_list("item", "identifier", "source")
    words = {(item, identifier): source for item, identifier, source in options}
    for row in rows:
        item = row.pop("item")
        for name in ("first", "latest", "answer"):
            if name in row:
                row[name] = answer_in_words(row[name], item, words)


def name_courses(exemptions: Sequence[Row]) -> None:
    """Put the course in place of the rule of each exemption; one query."""
    rules = {row["rule"] for row in exemptions}
    named = Requirement.objects.filter(rule__in=rules).values_list("rule", "course__slug")
    courses = dict(named)
    for row in exemptions:
        row["course"] = courses.get(row.pop("rule"))


def answer_in_words(
    chosen: Mapping[str, Any], item: int, words: Mapping[tuple[int, str], str]
) -> list[str]:
    """Return what was chosen, option by option in the order given; a pair as "option: pair"."""
    if pairs := chosen.get("pairs"):
        # Sorted, for the two databases hand the parts of an answer back in orders of their own.
        return sorted(f"{words.get((item, one), one)}: {pair}" for one, pair in pairs.items())
    return [words.get((item, one), one) for one in chosen.get("chosen", [])]


def audit_lines(user: User, keys: Mapping[str, set[int]]) -> list[Row]:
    """Return what the trail says about the person's rows, or says that they did; four queries."""
    organisations = sorted({one.organisation_id for one in every_membership_of(user)})
    events = about_or_by([PLATFORM, *organisations], about=keys, actor_id=user.pk)
    actors = {one.actor_id for one in events if one.actor_id not in {None, user.pk}}
    offices = offices_of(actors, organisation_ids=organisations)
    lines = []
    for one in events:
        day = local_date(one.at)
        by = offices.on(day, user_id=one.actor_id, organisation_id=one.chain)
        is_about = one.about_id in keys.get(one.about_kind, ())
        lines.append(
            {
                "at": one.at,
                "verb": one.verb,
                "what": VERBS.get(one.verb, one.verb),
                "kind": one.about_kind,
                "about_you": is_about,
                "by": "you" if one.actor_id == user.pk else by,
            }
        )
    return lines


def labels() -> dict[str, dict[str, dict[Any, str]]]:
    """Return what the codes in each column of each table mean, where it has codes; no query."""
    found: dict[str, dict[str, dict[Any, str]]] = defaultdict(dict)
    for table in TABLES:
        fields = {one.name: one for one in apps.get_model(table.label)._meta.concrete_fields}  # noqa: SLF001 - Django's public way to a model's fields
        for name, lookup in table.columns.items():
            if lookup in fields and fields[lookup].flatchoices:
                found[table.name][name] = {
                    code: str(word) for code, word in fields[lookup].flatchoices
                }
    return found


def as_json(data: Mapping[str, Any]) -> str:
    """Return the export as the text of ``data.json``."""
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def evidence_of(user: User) -> dict[str, bytes]:
    """Return the files that the person attached, by their name in the archive; one query."""
    found = {}
    for one in brought_by(learner=user):
        data = evidence.kept(one.file) if one.file else None
        if data is not None:
            ending = evidence.ENDINGS.get(one.file_kind, "bin")
            found[f"evidence/{one.pk}.{ending}"] = data
    return found


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of ``files``; the same files give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as packed:
        for name in sorted(files):
            info = ZipInfo(name, date_time=STAMP)
            info.external_attr = 0o644 << 16
            packed.writestr(info, files[name])
    return out.getvalue()
