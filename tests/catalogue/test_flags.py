"""Which blocks rest on what awaits a check."""

from courses.catalogue.flags import flags_in


def test_blocks_and_their_questions_name_what_awaits_a_check_once_each(
    small_course, django_assert_num_queries
):
    first = small_course.lessons.get(identifier="first")
    second = small_course.lessons.get(identifier="second")
    small_course.facts.update(needs_review=True)
    fact = small_course.facts.get()
    check = second.blocks.get(kind="check")
    check.facts.add(fact)
    check.item.facts.add(fact)

    with django_assert_num_queries(2):
        found = flags_in([first.pk, second.pk])

    assert found == {
        (first.pk, "notice"): (fact.statement_html,),
        (second.pk, "second-check"): (fact.statement_html,),
    }
    assert flags_in([second.pk]) == {(second.pk, "second-check"): (fact.statement_html,)}


def test_what_is_confirmed_is_not_named(small_course):
    assert flags_in(list(small_course.lessons.values_list("pk", flat=True))) == {}
