"""Writes of an organisation's own row. No transaction is opened here."""

from collections.abc import Mapping

from courses.accounts.models import Organisation


def change(organisation: Organisation, details: Mapping[str, str | bool]) -> list[str]:
    """Write ``details`` over the fields of their names; return those that changed, sorted."""
    changed = sorted(
        name for name, value in details.items() if getattr(organisation, name) != value
    )
    for name in changed:
        setattr(organisation, name, details[name])
    if changed:
        organisation.save(update_fields=changed)
    return changed
