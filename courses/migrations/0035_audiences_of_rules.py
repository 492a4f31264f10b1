"""Write whom each rule names into its audience: the one job, site and team it named."""

from django.db import migrations

KINDS = {"role": "roles", "site": "sites", "team": "teams"}


def write(apps, schema_editor):
    """Write each job, site and team as a list of one."""
    rows = apps.get_model("courses", "Requirement").objects
    for row in rows.exclude(role=None, site=None, team=None).iterator():
        named = {kind: getattr(row, f"{field}_id") for field, kind in KINDS.items()}
        row.audience = {"v": 1, **{kind: [pk] for kind, pk in named.items() if pk is not None}}
        row.save(update_fields=["audience"])


def read(apps, schema_editor):
    """Write the first job, site and team of each list back; a rule named no more than one."""
    rows = apps.get_model("courses", "Requirement").objects
    for row in rows.exclude(audience={}).iterator():
        for field, kind in KINDS.items():
            setattr(row, f"{field}_id", next(iter(row.audience.get(kind, [])), None))
        row.save(update_fields=list(KINDS))


class Migration(migrations.Migration):

    dependencies = [("courses", "0034_tags_and_audiences")]

    operations = [migrations.RunPython(write, read)]
