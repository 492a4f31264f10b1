"""What the whole database holds, to show that something was written in full or not at all."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import connection, models

from courses.audit.models import AuditEvent


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that holds any, by table."""
    models_by_label = {one._meta.label: one for one in apps.get_models(include_auto_created=True)}
    return {
        label: list(models_by_label[label]._default_manager.order_by("pk").values())
        for label in filled(models_by_label)
    }


def filled(models_by_label: Mapping[str, type[models.Model]]) -> list[str]:
    """Return which tables hold a row; one query, for hundreds of tests ask it."""
    tables = [
        f"SELECT '{label}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for label, table in ((name, one._meta.db_table) for name, one in models_by_label.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(tables))
        return [label for (label,) in cursor.fetchall()]


def verbs_about(row: models.Model) -> list[str]:
    """Return what the trail says about ``row``, oldest first."""
    events = AuditEvent.objects.filter(about_kind=row._meta.model_name, about_id=row.pk)
    return list(events.order_by("sequence").values_list("verb", flat=True))


def trail(organisation_id: int) -> list[tuple[str, str, int, int | None]]:
    """Return one organisation's chain as (verb, kind, id, actor), oldest first."""
    events = AuditEvent.objects.filter(chain=organisation_id).order_by("sequence")
    return list(events.values_list("verb", "about_kind", "about_id", "actor_id"))
