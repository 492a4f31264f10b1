"""Who a session belongs to: somebody active, or nobody."""

from courses.accounts.models import User
from courses.accounts.sign_in_backend import Backend


def test_the_person_is_found_with_one_query(elm, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Backend().get_user(elm.amira.pk) == elm.amira


def test_somebody_missing_or_no_longer_active_is_nobody(elm):
    User.objects.filter(pk=elm.amira.pk).update(is_active=False)

    assert (Backend().get_user(elm.amira.pk), Backend().get_user(0)) == (None, None)
