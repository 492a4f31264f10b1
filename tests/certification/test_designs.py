"""How the next certificates are printed."""

import pytest

from courses.certification import designs
from courses.certification.models import CertificateDesign

OLD, NEW = "a" * 64, "b" * 64


@pytest.mark.parametrize(
    ("printed", "was", "logo", "prints", "expected"),
    [
        ("", "", NEW, None, NEW),
        (OLD, OLD, NEW, None, NEW),
        ("", OLD, NEW, None, ""),
        (OLD, OLD, "", None, ""),
        (OLD, OLD, None, None, OLD),
        (OLD, OLD, None, False, ""),
        ("", OLD, None, True, OLD),
        ("", "", None, True, ""),
    ],
)
def test_a_logo_is_printed_until_somebody_says_otherwise(printed, was, logo, prints, expected):
    design = CertificateDesign(logo=printed)

    assert designs.printed_logo(design, was=was, logo=logo, prints_logo=prints) == expected


def test_a_plain_look_is_no_row_and_a_chosen_one_is_one(elm, harbour):
    design = designs.design_of(elm.organisation.pk)

    assert (design.pk, designs.change(design, logo="", signatory=None)) == (None, [])
    assert designs.change(design, logo=NEW, signatory="Noor") == ["printed_logo", "signatory"]
    assert designs.change(design, logo=NEW, signatory="Noor") == []
    found = designs.design_of(elm.organisation.pk)
    assert (found.pk, found.logo, found.signatory) == (design.pk, NEW, "Noor")
    assert designs.design_of(harbour.organisation.pk).pk is None
    assert str(found) == f"design of organisation {elm.organisation.pk}"
