"""How an organisation has its certificates printed. No transaction is opened here."""

from django.db.models import BigIntegerField

from courses.certification.models import CertificateDesign
from courses.common.prepared import Parameter, Prepared


def design_of(organisation_id: int) -> CertificateDesign:
    """Return the organisation's certificate look; an unsaved plain one where it chose none."""
    found = DESIGN.first(organisation=organisation_id)
    return found or CertificateDesign(organisation_id=organisation_id)


DESIGN = Prepared(
    lambda: CertificateDesign.objects.filter(
        organisation=Parameter("organisation", BigIntegerField())
    )
)


def printed_logo(
    design: CertificateDesign, *, was: str, logo: str | None, prints_logo: bool | None
) -> str:
    """Return the logo for the next certificates.

    ``was`` and ``logo`` are the organisation's before and after (None: unchanged); ``prints_logo``
    is what somebody chose, None where nobody was asked.
    """
    if prints_logo is None:
        prints_logo = bool(design.logo) or not was
    now = was if logo is None else logo
    return now if prints_logo else ""


def change(design: CertificateDesign, *, logo: str, signatory: str | None) -> list[str]:
    """Write the look of the next certificates and return what of it changed."""
    before = (design.logo, design.signatory)
    design.logo = logo
    design.signatory = design.signatory if signatory is None else signatory
    names = ("printed_logo", "signatory")
    changed = [
        name
        for name, old, new in zip(names, before, (design.logo, design.signatory), strict=True)
        if old != new
    ]
    if changed:
        design.save()
    return changed
