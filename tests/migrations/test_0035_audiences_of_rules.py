"""The step from the one job, site and team of a rule to its audience, and back, on rows."""

from datetime import date
from uuid import uuid4

from tests.people import NOON

BEFORE = "0033_numbers_of_people_kept"
STEPS = ("0034_tags_and_audiences", "0035_audiences_of_rules", "0036_one_audience_per_rule")


def rules_of(state):
    """Return the rows of rules as models of ``state``."""
    return state.apps.get_model("courses", "Requirement").objects.order_by("pk")


def write_rules(state):
    """Write a rule for everything at once, one for a site alone, and one for everybody."""
    model = state.apps.get_model
    elm = model("courses", "Organisation").objects.create(slug="elm-park", name="Elm Park")
    named = {
        kind: model("courses", kind).objects.create(organisation=elm, name=kind, **more)
        for kind, more in (("site", {"slug": "n"}), ("role", {"slug": "r"}), ("team", {}))
    }
    for given in (named, {"site": named["site"]}, {}):
        rules_of(state).create(
            thread=uuid4(),
            recorded_at=NOON,
            rule=uuid4(),
            organisation=elm,
            course=model("courses", "Course").objects.get_or_create(slug="a-course")[0],
            effective_from=date(2026, 1, 1),
            due_days=28,
            **given,
        )
    return [named[kind].pk for kind in ("role", "site", "team")]


def test_whom_a_rule_named_becomes_its_audience_and_comes_back(loader, connection, made):
    steps = [loader.get_migration("courses", name) for name in STEPS]
    before = made(BEFORE)
    states = [before]
    role, site, team = write_rules(before)
    wanted = ("role", "site", "team")
    named = list(rules_of(before).values_list(*wanted))

    for step in steps:
        with connection.schema_editor(atomic=True) as editor:
            states.append(step.apply(states[-1].clone(), editor))
    after = list(rules_of(states[-1]).values_list("audience", flat=True))
    for step, state in reversed(list(zip(steps, states, strict=False))):
        with connection.schema_editor(atomic=True) as editor:
            step.unapply(state.clone(), editor)

    assert named == [(role, site, team), (None, site, None), (None, None, None)]
    assert after == [
        {"v": 1, "roles": [role], "sites": [site], "teams": [team]},
        {"v": 1, "sites": [site]},
        {},
    ]
    assert list(rules_of(before).values_list(*wanted)) == named
