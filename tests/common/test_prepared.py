"""Prepared queries give the rows of the plain query, for other values and in other threads."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import BigIntegerField, CharField, DateField, JSONField
from django.db.transaction import TransactionManagementError

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import User
from courses.audit.models import AuditChain, AuditEvent
from courses.common.prepared import Parameter, Prepared, PreparedInsert, PreparedUpdate
from tests.people import NOON, TODAY


def periods_on(day):
    """Return the periods on ``day`` with what they join, by name."""
    rows = MembershipPeriod.objects.current().on(day).select_related("site", "membership__user")
    return rows.order_by("membership__user__name", "pk")


@pytest.fixture
def on_day():
    """Return the prepared form of ``periods_on``."""
    return Prepared(lambda: periods_on(Parameter("day", DateField())))


def test_it_gives_the_rows_of_the_plain_query(elm, harbour, on_day):
    days = [TODAY, TODAY - timedelta(days=4000), TODAY]
    found = [on_day.rows(day=day) for day in days]

    assert found == [list(periods_on(day)) for day in days]
    assert [len(rows) > 0 for rows in found] == [True, False, True]


def test_a_run_asks_once_and_joins_what_was_joined(elm, on_day, django_assert_num_queries):
    on_day.rows(day=TODAY)

    with django_assert_num_queries(1):
        found = [(row.site.name, row.membership.user.name) for row in on_day.rows(day=TODAY)]

    assert found == [(row.site.name, row.membership.user.name) for row in periods_on(TODAY)]


def test_the_sql_is_written_once(elm):
    asked = []

    def build():
        asked.append(1)
        return User.objects.filter(pk=Parameter("pk", BigIntegerField()))

    person = Prepared(build)

    assert [person.first(pk=pk) for pk in (elm.amira.pk, 0, elm.sam.pk)] == [
        elm.amira,
        None,
        elm.sam,
    ]
    assert asked == [1]


def test_values_of_a_column_come_as_tuples(elm):
    names = Prepared(
        lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())).values_list("name")
    )

    assert names.rows(pk=elm.amira.pk) == [(elm.amira.name,)]


def test_no_value_or_an_impossible_one_is_no_row_and_a_missing_one_an_error(elm):
    person = Prepared(lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())))

    assert (person.rows(pk=None), person.rows(pk=10**20)) == ([], [])
    with pytest.raises(KeyError, match="pk"):
        person.rows()


def test_a_query_that_finds_nothing_for_any_value_asks_nothing(elm, django_assert_num_queries):
    nobody = Prepared(lambda: User.objects.filter(pk__in=[], name=Parameter("name", CharField())))

    with django_assert_num_queries(0):
        assert nobody.rows(name="Amira Haddad") == []


def test_a_percent_sign_of_the_query_stays_one(elm):
    named = Prepared(
        lambda: User.objects.filter(
            name__startswith="Ami%", pk=Parameter("pk", BigIntegerField())
        ).values_list("name")
    )
    User.objects.filter(pk=elm.amira.pk).update(name="Ami% Haddad")

    assert named.rows(pk=elm.amira.pk) == [("Ami% Haddad",)]
    assert named.rows(pk=elm.sam.pk) == []


def test_whoever_wraps_queries_meets_each(elm):
    person = Prepared(lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())))
    met = []

    def wrap(execute, sql, params, many, context):
        met.append(params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrap):
        found = person.first(pk=elm.amira.pk)

    assert (found, met) == (elm.amira, [[elm.amira.pk]])


def test_a_broken_transaction_refuses_as_any_query_does(elm):
    person = Prepared(lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())))

    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            person.first(pk=elm.amira.pk)


def test_an_error_of_the_database_is_djangos(elm):
    person = Prepared(lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())))
    person.first(pk=elm.amira.pk)
    written = person.written[connection.vendor]
    broken = replace(written.statement, sql="SELECT", own_style="SELECT")
    person.written[connection.vendor] = replace(written, statement=broken)

    with pytest.raises(DatabaseError), transaction.atomic():
        person.first(pk=elm.amira.pk)


def test_the_one_row_is_given_or_an_error(elm):
    person = Prepared(lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())))

    assert person.one(pk=elm.amira.pk) == elm.amira
    with pytest.raises(ObjectDoesNotExist):
        person.one(pk=0)


@pytest.mark.django_db(transaction=True)
def test_rows_are_held_in_a_transaction_alone(make_people):
    (someone,) = make_people(1)
    held = Prepared(
        lambda: User.objects.select_for_update().filter(pk=Parameter("pk", BigIntegerField()))
    )

    with transaction.atomic():
        assert held.one(pk=someone.pk) == someone
    if connection.features.has_select_for_update:
        with pytest.raises(TransactionManagementError):
            held.one(pk=someone.pk)


@pytest.fixture
def rename():
    """Return the prepared form of giving an active person another name."""
    return PreparedUpdate(
        lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField()), is_active=True),
        name=Parameter("name", CharField()),
    )


def test_an_update_sets_the_rows_it_names_and_counts_them(elm, rename, django_assert_num_queries):
    with django_assert_num_queries(3):
        changed = [rename.run(pk=pk, name=f"100% {pk}") for pk in (elm.amira.pk, elm.sam.pk, 0)]

    assert changed == [1, 1, 0]
    names = dict(User.objects.values_list("pk", "name"))
    assert [names[one.pk] for one in (elm.amira, elm.sam)] == [
        f"100% {elm.amira.pk}",
        f"100% {elm.sam.pk}",
    ]
    User.objects.filter(pk=elm.sam.pk).update(is_active=False)
    assert rename.run(pk=elm.sam.pk, name="Nobody") == 0


def test_an_update_of_an_impossible_row_is_none_and_a_missing_value_an_error(elm, rename):
    assert rename.run(pk=10**20, name="Nobody") == 0
    with pytest.raises(KeyError, match="name"):
        rename.run(pk=elm.amira.pk)


def test_an_update_that_fails_ends_its_transaction(elm):
    move = PreparedUpdate(
        lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())),
        email=Parameter("email", CharField()),
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        move.run(pk=elm.amira.pk, email=elm.sam.email)

    assert User.objects.get(pk=elm.amira.pk).email == elm.amira.email


@pytest.mark.django_db(transaction=True)
def test_threads_share_the_sql_and_never_a_connection(make_people):
    people = make_people(4)
    person = Prepared(lambda: User.objects.filter(pk=Parameter("pk", BigIntegerField())))

    def names(pk):
        try:
            return {person.first(pk=pk).name for _ in range(20)}
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(names, [one.pk for one in people]))

    assert found == [{one.name} for one in people]


@pytest.fixture
def make_people(transactional_db):
    """Return a maker of so many people."""
    return lambda count: [
        User.objects.create(name=f"Person {n}", email=f"p{n}@example.org") for n in range(count)
    ]


def test_rows_are_written_by_one_statement_with_what_is_the_same_in_each(
    db, django_assert_num_queries
):
    events = PreparedInsert(
        AuditEvent,
        chain=70_000,
        sequence=Parameter("number", BigIntegerField()),
        previous_hash="",
        hash="h",
        at=NOON,
        verb="passed",
        about_kind="attempt",
        about_id=Parameter("number", BigIntegerField()),
        details=Parameter("details", JSONField()),
    )

    with django_assert_num_queries(1):
        events.run({"number": n, "details": {"n": n}} for n in (1, 2))
    events.run([{"number": 3, "details": {}}])
    events.run([])

    written = AuditEvent.objects.filter(chain=70_000).order_by("sequence")
    columns = written.values_list("sequence", "at", "actor_id", "about_id", "details")
    assert list(columns) == [
        (1, NOON, None, 1, {"n": 1}),
        (2, NOON, None, 2, {"n": 2}),
        (3, NOON, None, 3, {}),
    ]


@pytest.fixture
def chains(db):
    """Return the prepared form of beginning a chain."""
    return PreparedInsert(
        AuditChain,
        organisation_id=Parameter("number", BigIntegerField()),
        last_sequence=0,
        last_hash="h",
        closed_through=0,
        closed_hash="",
    )


def test_a_row_that_cannot_be_written_undoes_what_went_before(chains):
    with pytest.raises(IntegrityError), transaction.atomic():
        chains.run([{"number": 70_001}, {"number": 70_002}, {"number": 70_001}])

    assert AuditChain.objects.filter(organisation_id__gt=70_000).count() == 0
    chains.run([{"number": 70_001}])
    assert AuditChain.objects.filter(organisation_id__gt=70_000).count() == 1


def test_one_row_is_written_and_its_id_told(chains, django_assert_num_queries):
    with django_assert_num_queries(2):
        made = [chains.one(number=n) for n in (70_001, 70_002)]

    written = AuditChain.objects.filter(pk__in=made).order_by("organisation_id")
    assert [(one.pk, one.organisation_id, one.last_hash) for one in written] == [
        (made[0], 70_001, "h"),
        (made[1], 70_002, "h"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        chains.one(number=70_001)
    with pytest.raises(KeyError, match="number"):
        chains.one()
