"""Writes of an organisation's sites, teams, jobs and tags. No transaction is opened here."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Organisation, Role, Site, Tag, Team
from courses.accounts.services import refuse_foreign
from courses.common.names import fold

PlaceRow = Site | Team | Role | Tag
COMPARED = {
    Site: ("name", "nation"),
    Team: ("name", "site_id"),
    Role: ("name",),
    Tag: ("name",),
}


class NameTaken(ValueError):
    """The organisation has another place of this kind and name."""


class StaffElsewhere(ValueError):
    """People of the team work at another site than the one it is to be of; ``people``: how many."""

    def __init__(self, people: int) -> None:
        super().__init__("People of this team work at another site")
        self.people = people


class PlaceInUse(ValueError):
    """Rows of the record refer to the place; ``uses`` counts them by the name of their table."""

    def __init__(self, uses: dict[str, int]) -> None:
        super().__init__("Rows refer to this place")
        self.uses = uses


def lock(organisation: Organisation) -> None:
    """Hold the row of ``organisation`` until the commit: its places change one at a time."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def as_kept(place: PlaceRow) -> PlaceRow | None:
    """Return the row that already says what ``place`` says: itself unchanged, or its double."""
    fields = {name: getattr(place, name) for name in COMPARED[type(place)]}
    rows = rows_beside(place).filter(**fields)
    found: PlaceRow | None = (rows.filter(pk=place.pk) if place.pk else rows).first()
    return found


def save(place: PlaceRow) -> None:
    """Write ``place``, new or renamed; a new site, job or tag gets its address, which then stays.

    :raises NameTaken: when another one of its kind has the name, case and accents forgiven.
    :raises OtherOrganisation: when the site of a team belongs elsewhere.
    """
    others = rows_beside(place).exclude(pk=place.pk)
    if fold(place.name) in {fold(name) for name in others.values_list("name", flat=True)}:
        raise NameTaken(place.name)
    if isinstance(place, Team):
        refuse_foreign(place.organisation, place.site)
    elif not place.slug:
        taken = set(others.values_list("slug", flat=True))
        place.slug = free_slug(place.name, kind=type(place).__name__.lower(), taken=taken)
    place.full_clean(exclude=["slug"])
    place.save()


def working_elsewhere(place: PlaceRow, *, on: date) -> int:
    """Return how many people of a saved team work, from ``on`` on, at another site than its own.

    One query; none for what is no team of a site.
    """
    if not isinstance(place, Team) or place.site is None:
        return 0
    periods = MembershipPeriod.objects.current().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), team=place
    )
    return periods.exclude(site=place.site).values("membership").distinct().count()


def rows_beside(place: PlaceRow) -> Any:
    """Return the rows of the same kind in the same organisation."""
    return type(place).objects.filter(organisation=place.organisation_id)


def free_slug(name: str, *, kind: str, taken: set[str]) -> str:
    """Return an address for ``name`` that is none of ``taken``, of 50 characters at most."""
    wanted = slugify(name)[:50].strip("-") or kind
    start = wanted[:45].strip("-")
    numbered = (wanted if number == 1 else f"{start}-{number}" for number in range(1, 10_000))
    return next(slug for slug in numbered if slug not in taken)


def uses_of(place: PlaceRow) -> dict[str, int]:
    """Return how many rows of each table refer to ``place``, past ones too; zeros left out.

    One query a table.
    """
    counts: dict[str, int] = {}
    for relation in relations_to(type(place)):
        table = relation.related_model
        if count := table._base_manager.filter(**{relation.field.name: place}).count():  # noqa: SLF001 - past rows count too
            name = str(table._meta.model_name)  # noqa: SLF001 - Django's public way to a name
            counts[name] = counts.get(name, 0) + count
    return counts


def relations_to(table: type[PlaceRow]) -> list[Any]:
    """Return the foreign keys that point at ``table``, those without a way back too."""
    fields = table._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django's public way to fields
    return [field for field in fields if field.auto_created and not field.concrete]


def remove(place: PlaceRow) -> None:
    """Delete ``place``, keeping its number on the instance.

    :raises PlaceInUse: when rows refer to it.
    """
    if uses := uses_of(place):
        raise PlaceInUse(uses)
    rows_beside(place).filter(pk=place.pk).delete()


def teams_of(organisation: Organisation) -> list[Team]:
    """Return every team of ``organisation`` with its site, by name; one query."""
    return list(organisation.teams.select_related("site").order_by("name"))


def jobs_of(organisation: Organisation) -> list[Role]:
    """Return every job of ``organisation``, by name; one query."""
    return list(organisation.roles.order_by("name"))


def team_of(*, organisation: Organisation, pk: int) -> Team | None:
    """Return one team of ``organisation``, or None when missing or another's."""
    return organisation.teams.filter(pk=pk).select_related("site").first()


def job_by_slug(*, organisation: Organisation, slug: str) -> Role | None:
    """Return the job of ``organisation`` at this address, or None."""
    return organisation.roles.filter(slug=slug).first()


def tags_of(organisation: Organisation) -> list[Tag]:
    """Return every tag of ``organisation``, by name; one query."""
    return list(organisation.tags.order_by("name"))


def tag_by_slug(*, organisation: Organisation, slug: str) -> Tag | None:
    """Return the tag of ``organisation`` at this address, or None."""
    return organisation.tags.filter(slug=slug).first()
