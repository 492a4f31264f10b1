"""What a file tells of one person is what the membership and its user tell."""

from courses.accounts.membership import Membership
from courses.reporting.listed import TOLD, Listed


def told(one):
    """Return what a file asks of a person."""
    return one.pk, one.user_id, one.organisation_id, one.staff_number, one.user.name, one.user.email


def test_a_listed_person_is_their_membership(elm):
    listed = [Listed(*row) for row in Membership.objects.order_by("pk").values_list(*TOLD)]

    assert [told(one) for one in listed] == [told(m) for m in Membership.objects.order_by("pk")]
