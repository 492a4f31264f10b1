"""Writing an organisation's own row."""

from courses.accounts.organisations import change


def test_what_changed_is_written_and_named(elm, harbour, django_assert_num_queries):
    with django_assert_num_queries(1):
        changed = change(elm.organisation, {"name": "Elm Hill", "nation": "E", "accent": "#0b5f69"})

    elm.organisation.refresh_from_db()
    harbour.organisation.refresh_from_db()
    assert changed == ["accent", "name"]
    assert (elm.organisation.name, elm.organisation.accent) == ("Elm Hill", "#0b5f69")
    assert (harbour.organisation.name, harbour.organisation.accent) == ("Harbour Trust", "")


def test_no_change_writes_nothing(elm, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert change(elm.organisation, {"name": "Elm Park"}) == []
