"""The text of ``docs/own-data.md``, from the tables; ``python -m tests.own_data`` prints it."""

import os

HEAD = """# The copy of everything held about a person

Under My record, "Everything held about you" gives each person a zip: `data.json`, `index.html`
(the same for reading, without scripts), and the files they attached in `evidence/`. This page is
the schema of `data.json`, made from the code by
`.venv/bin/python -m tests.own_data > docs/own-data.md`. A test compares the two; another walks
every table and every column of the database, of which none may be missing here.

| Key | What |
|---|---|
| `format`, `version` | `own-data`, 1; the version rises when a key goes or means something else |
| `made_at` | when it was made, in UTC |
| each name below | a list of objects, the oldest first; empty where nothing is held |
| `audit_lines` | `at`, `verb`, `what` (in words), `kind` (of row), `about_you`, `by` (a role) |
| `kept_for` | `purpose`, `what`, `seen_by`, `how_long`, as on the privacy page |
| `check_certificates_at` | where anybody checks a certificate by its number |

Days are `2026-03-12`, moments ISO 8601 in UTC, what is not known `null`. `recorded_at` is when a
fact was entered, `superseded_at` when a newer one took its place. Other people stand by role alone,
such as "a training lead of North". What is typed in a practice and which route somebody chose are
not in it, for they are stored nowhere.

## What is given

| List | Table | Keys | Not given |
|---|---|---|---|
"""
MIDDLE = """
## What is not given, and why

| Table | Why |
|---|---|
"""


def page() -> str:
    """Return ``docs/own-data.md`` as the tables have it now."""
    from courses.usecases.own_data_left_out import NOT_EXPORTED
    from courses.usecases.own_data_tables import TABLES

    given = "".join(f"{line_of(one)}\n" for one in TABLES)
    others = "".join(f"| {label} | {why} |\n" for label, why in NOT_EXPORTED.items())
    return HEAD + given + MIDDLE + others


def line_of(table) -> str:
    """Return one table as a line."""
    keys = ", ".join(f"`{name}`" for name in table.columns)
    missing = ", ".join(table.left_out)
    missing = f"{missing}: {table.why}" if table.why else missing
    return f"| `{table.name}` | {table.label} | {keys} | {missing or '–'} |"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(page(), end="")  # noqa: T201 - what this module is for
