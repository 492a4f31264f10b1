"""Rows become the models that Django would make of them."""

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_init, pre_init

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import User
from courses.common.shapes import Maker


def test_a_model_is_made_as_django_makes_it(elm, django_assert_num_queries):
    names = ["id", "name"]
    plain = User.from_db("default", names, [elm.amira.pk, "Amira"])
    made = Maker(User).from_db("default", names, [elm.amira.pk, "Amira"])

    assert made == plain
    assert vars(made) | {"_state": 0} == vars(plain) | {"_state": 0}
    assert vars(made._state) == vars(plain._state)
    assert made.get_deferred_fields() == plain.get_deferred_fields()
    with django_assert_num_queries(1):
        assert made.email == elm.amira.email


def test_what_is_made_is_kept_and_changed_like_any_other(elm):
    period = MembershipPeriod.objects.filter(membership__user=elm.amira).get()
    columns = {field.attname: getattr(period, field.attname) for field in period._meta.fields}
    made = Maker(MembershipPeriod).from_db("default", list(columns), list(columns.values()))

    made.site = elm.south
    made.save(update_fields=["site"])

    period.refresh_from_db()
    assert (made.membership, period.site) == (period.membership, elm.south)


def test_no_model_of_ours_asks_for_more_than_its_columns():
    ways = {model: (model.from_db.__func__, model.__init__) for model in apps.get_models()}

    assert set(ways.values()) == {(Model.from_db.__func__, Model.__init__)}
    assert (pre_init.receivers, post_init.receivers) == ([], [])
