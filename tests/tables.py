"""What the whole database holds, to show that something was written in full or not at all."""

from typing import Any

from django.apps import apps
from django.db import models

from courses.audit.models import AuditEvent


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that holds any, by table."""
    tables = {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
    }
    return {label: rows for label, rows in tables.items() if rows}


def verbs_about(row: models.Model) -> list[str]:
    """Return what the trail says about ``row``, oldest first."""
    events = AuditEvent.objects.filter(about_kind=row._meta.model_name, about_id=row.pk)
    return list(events.order_by("sequence").values_list("verb", flat=True))


def trail(organisation_id: int) -> list[tuple[str, str, int, int | None]]:
    """Return one organisation's chain as (verb, kind, id, actor), oldest first."""
    events = AuditEvent.objects.filter(chain=organisation_id).order_by("sequence")
    return list(events.values_list("verb", "about_kind", "about_id", "actor_id"))
