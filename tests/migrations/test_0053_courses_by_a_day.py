"""The step back from courses given by a day: no rule for chosen people comes to name everybody."""

from datetime import date
from uuid import uuid4

from tests.people import NOON


def test_going_back_leaves_the_rules_that_name_everybody_or_some_alone(loader, connection, made):
    step = loader.get_migration("courses", "0053_courses_by_a_day")
    after = made("0053_courses_by_a_day")
    model = after.apps.get_model
    elm = model("courses", "Organisation").objects.create(slug="elm-park", name="Elm Park")
    kept = [{}, {"v": 1, "sites": [1]}]
    for audience in (*kept, {"v": 1, "chosen": True}):
        model("courses", "Requirement").objects.create(
            thread=uuid4(),
            recorded_at=NOON,
            rule=uuid4(),
            organisation=elm,
            course=model("courses", "Course").objects.get_or_create(slug="a-course")[0],
            audience=audience,
            effective_from=date(2026, 1, 1),
            due_days=28,
        )

    before = loader.project_state(("courses", "0052_numbers_by_place"))
    with connection.schema_editor(atomic=True) as editor:
        step.unapply(before, editor)

    rows = before.apps.get_model("courses", "Requirement").objects.order_by("pk")
    assert list(rows.values_list("audience", flat=True)) == kept
