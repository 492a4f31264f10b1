"""Random histories of people under rules, kept as rows of Elm Park."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from django.db.models import F

from courses.accounts.membership import Membership, MembershipPeriod, Tagging
from courses.accounts.models import Role, Tag, Team
from courses.catalogue.models import Course, CourseVersion
from courses.compliance.assignments import Assignment
from courses.compliance.audience import KINDS, Audience
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption, Requirement
from courses.compliance.queries import rules_of, with_status
from courses.compliance.ranks import rank_of_finding
from courses.compliance.status import History, status_on
from courses.learning.models import Completion
from tests.compliance.histories import COOK, DRIVER, HELPER, NORTH, SOUTH, TEACHER, VERSIONS, YEAR_4
from tests.people import NOON, make_user

NUMBERS = count(1)
HOUR = timedelta(hours=1)


class Stored:
    """Histories as rows of Elm Park: a person each, a course and a rule each."""

    def __init__(self, elm, histories, lives=None):
        self.lives = lives or {}
        helper = Role.objects.create(organisation=elm.organisation, slug="helper", name="Helper")
        team = Team.objects.create(organisation=elm.organisation, name="Year 4")
        self.elm = elm
        self.ids = {
            TEACHER: elm.teacher.pk,
            HELPER: helper.pk,
            NORTH: elm.north.pk,
            SOUTH: elm.south.pk,
            YEAR_4: team.pk,
            None: None,
            **{
                tag: Tag.objects.create(organisation=elm.organisation, slug=slug, name=slug).pk
                for tag, slug in ((DRIVER, "driver"), (COOK, "cook"))
            },
        }
        self.editions, self.shorter = {}, {}
        self.people = [
            (self.person(n, history), self.rule(n, history)) for n, history in enumerate(histories)
        ]
        for n, ((membership, (rule, course)), history) in enumerate(
            zip(self.people, histories, strict=True)
        ):
            self.done(n, membership, course, rule, history)

    def life(self, n, kind, k):
        """Return when one row was recorded and superseded; NOON and not at all unless told."""
        recorded, superseded = self.lives.get((n, kind, k), (0, None))
        until = None if superseded is None else NOON + HOUR * superseded
        return {"recorded_at": NOON + HOUR * recorded, "superseded_at": until}

    def person(self, n, history):
        user = make_user("Ana", f"ana{next(NUMBERS)}@many.example")
        membership = Membership.objects.create(user=user, organisation=self.elm.organisation)
        for k, period in enumerate(history.periods):
            MembershipPeriod.objects.create(
                membership=membership,
                organisation=self.elm.organisation,
                role_id=self.ids[period.role_id],
                site_id=self.ids[period.site_id],
                team_id=self.ids[period.team_id],
                valid_from=period.valid_from,
                valid_until=period.valid_until,
                **self.life(n, "periods", k),
            )
        for k, one in enumerate(history.tagged):
            Tagging.objects.create(
                membership=membership,
                organisation=self.elm.organisation,
                tag_id=self.ids[one.tag_id],
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                **self.life(n, "tagged", k),
            )
        return membership

    def audience(self, audience):
        """Return an audience with the ids of the rows."""
        kinds = {kind: [self.ids[one] for one in getattr(audience, kind)] for kind in KINDS}
        return replace(Audience.of(**kinds), chosen=audience.chosen)

    def rule(self, n, history):
        rule, course = uuid4(), Course.objects.create(slug=f"course-{next(NUMBERS)}")
        shorter = self.shorter[course.pk] = Course.objects.create(slug=f"shorter-{next(NUMBERS)}")
        for edition in VERSIONS[1:]:
            self.editions[course.pk, edition] = CourseVersion.objects.create(
                course=course,
                version=".".join(map(str, edition)),
                major=edition[0],
                minor=edition[1],
                patch=edition[2],
                content_hash="x",
                renderer="x",
                title="x",
                nation="E",
                language="en-GB",
                licence="x",
                review_by=date(2027, 1, 1),
            )
        for k, one in enumerate(history.revisions):
            Requirement.objects.create(
                rule=rule,
                organisation=self.elm.organisation,
                course=course,
                audience=self.audience(one.audience),
                effective_from=one.effective_from,
                effective_until=one.effective_until,
                due_days=one.due_days,
                due_on=one.due_on,
                valid_months=one.valid_months,
                renew_window_days=one.renew_window_days,
                minimum_version=".".join(map(str, one.minimum_version or ())),
                renewal=one.renewal,
                fixed_month=one.fixed[0] if one.fixed else None,
                fixed_day=one.fixed[1] if one.fixed else None,
                grace_days=one.grace_days,
                anew=one.anew,
                refresher=one.refresher_id and shorter,
                **self.life(n, "revisions", k),
            )
        return rule, course

    def done(self, n, membership, course, rule, history):
        for k, done in enumerate(history.completions):
            Completion.objects.create(
                learner_id=membership.user_id,
                organisation=self.elm.organisation,
                course=self.shorter[course.pk] if done.refresher_id else course,
                version=self.editions.get((course.pk, done.version)),
                completed_at=NOON,
                completed_on=done.completed_on,
                minutes=1,
                how=Completion.How.RECORDED,
                evidence="Seen",
                **self.life(n, "completions", k),
            )
        for k, one in enumerate(history.exemptions):
            Exemption.objects.create(
                membership=membership,
                organisation=self.elm.organisation,
                rule=rule,
                reason="Away",
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                **self.life(n, "exemptions", k),
            )
        for k, one in enumerate(history.extensions):
            Extension.objects.create(
                membership=membership,
                organisation=self.elm.organisation,
                rule=rule,
                reason="Long leave",
                due_on=one.due_on,
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                **self.life(n, "extensions", k),
            )
        for k, one in enumerate(history.assigned):
            Assignment.objects.create(
                membership=membership,
                organisation=self.elm.organisation,
                rule=rule,
                due_on=one.due_on,
                counts_from=one.counts_from,
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                **self.life(n, "assigned", k),
            )

    def asked(self, on, known_at=None):
        """Return the rank of each person in each course, as the database has it."""
        here = self.elm.organisation.pk
        rules = rules_of([here], known_at=known_at)[here]
        people = Membership.objects.filter(pk__in=[one.pk for one, _ in self.people])
        ranked = with_status(people, rules=rules, on=on, known_at=known_at)
        names = {f"at_{rule.course_id}": F(f"rank_{rule.course_id}") for rule in rules}
        return {
            (row["pk"], int(name.removeprefix("at_"))): row[name]
            for row in ranked.values("pk", **names)
            for name in names
        }

    def reckoned(self, histories, on):
        """Return the same by the pure rule."""
        found = {}
        each = list(zip(self.people, histories, strict=True))
        for n, ((membership, _), mine) in enumerate(each):
            for m, ((_, (_, course)), theirs) in enumerate(each):
                own = n == m
                history = History(
                    mine.periods,
                    theirs.revisions,
                    mine.completions if own else (),
                    mine.exemptions if own else (),
                    mine.tagged,
                    mine.extensions if own else (),
                    mine.assigned if own else (),
                )
                finding = status_on(history, on)
                if theirs.revisions:
                    found[membership.pk, course.pk] = rank_of_finding(finding, on=on)
        return found
