"""A rule, and random histories of one person under revisions of it, plain and with all there is."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from courses.compliance.allowances import Excused, Extended
from courses.compliance.anew import Anew
from courses.compliance.audience import CHOSEN, Assigned, Audience, Period, Tagged
from courses.compliance.renewing import Renewal
from courses.compliance.status import Done, History, Revision

TEACHER, HELPER, NORTH, SOUTH, YEAR_4 = 1, 2, 10, 20, 30
REFRESHER = 40
DRIVER, COOK = 50, 51
VERSIONS = [None, (1, 0, 0), (1, 2, 0), (2, 0, 0)]
RULE = Revision(
    effective_from=date(2024, 9, 1),
    effective_until=None,
    due_days=28,
    due_on=None,
    valid_months=12,
    renew_window_days=60,
)

DAYS = st.integers(0, 400).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
SPANS = st.lists(DAYS, min_size=1, max_size=6, unique=True).map(sorted)


@st.composite
def histories(draw):
    """Draw stays with gaps between them, and revisions of a rule for one site, with pauses."""
    days, bounds = draw(SPANS), draw(SPANS)
    stays = zip(days, [*(d - timedelta(days=1) for d in days[1:]), None], strict=True)
    rules = zip(bounds, [*(d - timedelta(days=1) for d in bounds[1:]), None], strict=True)
    periods = [
        Period(since, until, TEACHER, draw(st.sampled_from([NORTH, SOUTH])), None)
        for since, until in stays
    ]
    revisions = [
        replace(RULE, effective_from=since, effective_until=until, audience=Audience(sites=sites))
        for since, until in rules
        for sites in [draw(st.sampled_from([(), (NORTH,), (NORTH, SOUTH)]))]
    ]
    kept = [draw(st.booleans()) for _ in (*periods, *revisions)]
    completions = draw(st.lists(st.builds(Done, DAYS), max_size=3))
    return History(
        tuple(p for p, keep in zip(periods, kept, strict=False) if keep),
        tuple(r for r, keep in zip(revisions, kept[len(periods) :], strict=True) if keep),
        tuple(completions),
    )


@st.composite
def renewals(draw):
    """Draw how a rule is renewed: any months from a completion, whole years from other days."""
    kind = draw(st.sampled_from(list(Renewal)))
    if kind is Renewal.COMPLETION:
        return {"valid_months": draw(st.sampled_from([None, 1, 6, 12]))}
    months = {"renewal": kind, "valid_months": draw(st.sampled_from([12, 12, 24]))}
    if kind is Renewal.ANNIVERSARY:
        return months
    return months | {"fixed": draw(st.sampled_from([(9, 1), (2, 29), (1, 1), (3, 1)]))}


@st.composite
def cases(draw):
    """Draw a history with second jobs, exemptions, other terms and editions, and days to ask."""
    history = draw(histories())
    terms = {
        "due_days": draw(st.sampled_from([0, 10, 28, 60])),
        "renew_window_days": draw(st.sampled_from([0, 20, 31, 60, 120])),
        "minimum_version": draw(st.sampled_from([None, None, (1, 2, 0)])),
        "grace_days": draw(st.sampled_from([0, 0, 7, 30])),
        **draw(renewals()),
    }
    if terms["valid_months"] and draw(st.booleans()):
        terms["refresher_id"] = REFRESHER
    if draw(st.booleans()):
        terms |= {"due_days": None, "due_on": draw(DAYS)}
    chosen = draw(st.sampled_from([False, False, True]))  # of a rule, in all its revisions
    asked = [terms["minimum_version"], (1, 2, 0)]  # one revision may ask for more than another
    revisions = tuple(
        replace(
            revision,
            **(terms | {"minimum_version": draw(st.sampled_from(asked))}),
            anew=draw(asked_anew()),
            audience=replace(
                revision.audience,
                roles=draw(st.sampled_from([(), (), (TEACHER,), (TEACHER, HELPER)])),
                teams=draw(st.sampled_from([(), (), (), (YEAR_4,)])),
                tags=draw(st.sampled_from([(), (), (DRIVER,), (DRIVER, COOK)])),
                chosen=chosen,
            ),
        )
        for revision in history.revisions
    )
    second = draw(st.lists(st.tuples(DAYS, DAYS), max_size=2))
    jobs = tuple(
        Period(
            min(span),
            max(span),
            draw(st.sampled_from([TEACHER, HELPER])),
            draw(st.sampled_from([NORTH, SOUTH])),
            YEAR_4,
        )
        for span in second
    )
    excused = draw(st.lists(st.tuples(DAYS, DAYS), max_size=1))
    editions = draw(st.lists(st.sampled_from(VERSIONS), min_size=3, max_size=3))
    completions = tuple(
        replace(done, version=edition, refresher_id=draw(st.sampled_from([None, None, REFRESHER])))
        for done, edition in zip(history.completions, editions, strict=False)
    )
    return History(
        (*history.periods, *jobs),
        revisions,
        completions,
        tuple(Excused(min(span), max(span)) for span in excused),
        draw(taggings()),
        draw(extensions(completions)),
        draw(assignments(completions)),
    )


@st.composite
def asked_anew(draw):
    """Draw newer versions that are to be completed anew, each by a day after it was asked."""
    versions = draw(st.sampled_from([[], [], [(1, 2, 0)], [(1, 2, 0), (2, 0, 0)]]))
    spans = [sorted((draw(DAYS), draw(DAYS))) for _ in versions]
    return tuple(Anew(one, by, since) for one, (since, by) in zip(versions, spans, strict=True))


@st.composite
def extensions(draw, completions=()):
    """Draw later due days that were given, some taken back, some with a completion after them."""
    found = []
    for span in draw(st.lists(st.tuples(DAYS, DAYS, DAYS), max_size=2)):
        since, second, third = sorted(span)
        until = draw(st.sampled_from([None, None, second]))
        found.append(Extended(since, until, third))
    for done in completions:
        if draw(st.booleans()):
            since = done.completed_on - timedelta(days=draw(st.sampled_from([-1, 0, 1, 20])))
            found.append(Extended(since, None, since + timedelta(days=draw(st.integers(0, 800)))))
    return tuple(found)


@st.composite
def assignments(draw, completions=()):
    """Draw courses given by a day, some taken back, some met by a completion and some just not."""
    found = []
    for span in draw(st.lists(st.tuples(DAYS, DAYS, DAYS), max_size=3)):
        since, second, third = sorted(span)
        counts = [since, None, *(one.completed_on for one in completions)]
        until = draw(st.sampled_from([None, None, second]))
        found.append(Assigned(since, until, third, draw(st.sampled_from(counts))))
    return tuple(found)


@st.composite
def own_days(draw):
    """Draw somebody who was given a course by a day, or by several; some leave and come back."""
    completions = tuple(draw(st.lists(st.builds(Done, DAYS), max_size=2)))
    excused = draw(st.sampled_from([(), (), (Excused(date(2024, 6, 1), date(2024, 6, 30)),)]))
    assigned = draw(assignments(completions))
    periods = (Period(date(2023, 9, 1), None, TEACHER, NORTH, None),)
    if draw(st.booleans()):
        left, back = sorted((draw(DAYS), draw(DAYS)))
        periods = (
            replace(periods[0], valid_until=left),
            replace(periods[0], valid_from=back + timedelta(days=1)),
        )
        due = draw(st.sampled_from([left, back, back + timedelta(days=1)]))
        assigned += (
            Assigned(left - timedelta(days=9), None, due, draw(st.sampled_from([None, left]))),
        )
    return History(
        periods,
        (replace(RULE, effective_from=date(2024, 1, 1), valid_months=None, audience=CHOSEN),),
        completions,
        excused,
        extensions=draw(extensions(completions)),
        assigned=assigned,
    )


@st.composite
def taggings(draw):
    """Draw stretches with a tag, that may overlap, follow one another or go on."""
    found = []
    for span in draw(st.lists(st.tuples(DAYS, DAYS), max_size=3)):
        until = draw(st.sampled_from([max(span), max(span), None]))
        found.append(Tagged(min(span), until, draw(st.sampled_from([DRIVER, COOK]))))
    return tuple(found)
