"""The table of ``docs/addresses.md``, from the URLconf; ``python -m tests.addresses`` prints it."""

import os

HEAD = """# Addresses

Every address of the platform with the policy it declares. `manage.py urlpolicy` prints the same,
and a test compares this page with the URLconf. After a change, from the root of the repository:
`.venv/bin/python -m tests.addresses > docs/addresses.md`.

- **Who**: *public* is anybody; *member* is whoever is signed in; *lead* is whoever holds the
  permission in the organisation of the address, by a grant. A stranger is sent to sign in; whoever
  may not see a row gets the 404 of a missing one.
- **Rows**: O own, S the scope of one's grants, W the whole organisation by a grant over all of it,
  P nobody's in particular.
- HEAD is answered wherever GET is. Addresses below `/account/` are django-allauth's: a page that
  needs a sign-in asks for it, and some pages answer one of the methods alone. `/account/email/`
  and `/account/signup/` are closed: always 404.

| Address | Who | Methods | Rows | Permission |
|---|---|---|---|---|
"""


def shown_addresses() -> list[dict]:
    """Return the rows of ``urlpolicy``, one a route: the first is the one that answers."""
    from courses.web.policy import as_rows

    rows = {}
    for row in as_rows():
        rows.setdefault(row["route"], row)
    return list(rows.values())


def line_of(row: dict) -> str:
    """Return one address as a line of the table."""
    policy = row["policy"]
    route = row["route"].replace("|", r"\|")
    methods = ", ".join(policy["methods"])
    cells = f"`{route}`", policy["audience"], methods, policy["rows"], policy["permission"]
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def page() -> str:
    """Return ``docs/addresses.md`` as the URLconf has it now."""
    return HEAD + "".join(f"{line_of(row)}\n" for row in shown_addresses())


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(page(), end="")  # noqa: T201 - what this module is for
