"""Is a certificate real, and valid today? The check page for other software, without the name."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from courses.certification.queries import Shown, by_number, shown
from courses.common.dates import local_date
from courses.web.api.gate import answer, machines


@machines(methods=["GET"], limit="verify")
def certificate(_request: HttpRequest, number: str) -> HttpResponse:
    """Return the printed facts and the state of one certificate; the name is never told."""
    found = by_number(number)
    if found is None:
        return answer({"error": "We have no certificate with this number."}, status=404)
    today = local_date(timezone.now())
    one = shown(found, on=today, keys=settings.DATA_DIR / "keys")
    newer = getattr(found, "replaced_by", None)
    return answer(as_data(one) | {"on": today, "replaced_by": newer.number if newer else None})


def as_data(one: Shown) -> dict[str, Any]:
    """Return what is told of a certificate; of one whose record was changed, only that."""
    number = one.certificate.number
    if not one.is_genuine:
        return {"number": number, "is_genuine": False, "state": None}
    facts = one.facts
    return {
        "number": number,
        "is_genuine": True,
        "state": one.state.value,
        "course": facts.title,
        "version": facts.version,
        "issued_by": facts.organisation,
        "completed_on": facts.completed_on,
        "valid_from": facts.valid_from,
        "valid_until": facts.valid_until,
        "minutes": facts.minutes,
        "mode": facts.mode,
        "law_and_guidance": list(facts.editions),
    }
