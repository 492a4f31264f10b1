"""Pure rules of practice referrals: which are done and since which day; nothing else is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def done_on(stored: Mapping[str, Any]) -> dict[str, date]:
    """Return the day each practice referral was done first, by the identifier of its block."""
    return {name: date.fromisoformat(day) for name, day in stored.get("done", {}).items()}


def with_done(stored: Mapping[str, Any], name: str, on: date) -> dict[str, object]:
    """Return what is stored, with ``name`` done; the first day stays."""
    days = {name: on} | done_on(stored)
    return {"v": 1, "done": {one: day.isoformat() for one, day in days.items()}}
