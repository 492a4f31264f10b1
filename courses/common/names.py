"""Pure rules of people's names: how two spellings compare."""

import unicodedata


def fold(name: str) -> str:
    """Return ``name`` for comparing and sorting: no case, no accents, single spaces.

    Folded in Python, never by the database, so that no collation can differ.
    """
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())
