"""Tables of what the kept standings come to for each person, and of what they rest on."""

from django.db import models

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation


class KeptPerson(models.Model):
    """What one person's kept standings come to, for the days on which that stays as it is.

    ``states`` holds how many courses are in which state, ``asked`` and ``to_do`` a bit a course:
    see ``people_kept``, which makes it of ``KeptStanding``. Days are numbered as there. ``places``
    tells how many periods at work hold on those days; of one alone the ids of its place stand here.
    """

    membership = models.OneToOneField(
        Membership, models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    first_day = models.IntegerField()
    last_day = models.IntegerField()
    states = models.BigIntegerField()
    asked = models.BigIntegerField()
    to_do = models.BigIntegerField()
    places = models.IntegerField()
    site_id = models.BigIntegerField(null=True)
    role_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)

    class Meta:
        # Each gives what is counted in order of its groups, and the table itself is not read.
        indexes = [
            models.Index(
                fields=[
                    *("organisation", "places", "site_id", "role_id", "team_id"),
                    *("last_day", "first_day", "states", "membership"),
                ],
                name="kept_person_by_place",
            ),
            models.Index(
                fields=[
                    *("organisation", "asked", "to_do"),
                    *("last_day", "first_day", "membership"),
                ],
                name="kept_person_by_courses",
            ),
        ]

    def __str__(self) -> str:
        return f"numbers of member {self.membership_id}"


class StandingMark(models.Model):
    """What the kept standings of one organisation rest on.

    They know every fact recorded before ``known_at``, empty before the first time. What was
    recorded or superseded since is worked out when it is asked for. ``rules_number`` and
    ``rules_sum`` tell the revisions of rules that stood then from any others: of two sets of as
    many, the later one has the greater sum of ids. ``counted_on`` is the day for which the numbers
    of everybody are kept; none of an earlier one is written any more.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    known_at = models.DateTimeField(null=True)
    rules_number = models.BigIntegerField(default=0)
    rules_sum = models.BigIntegerField(default=0)
    counted_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"standings of organisation {self.organisation_id}"
