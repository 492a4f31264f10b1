"""Identifiers of verbs in the audit trail, spelled once.

The command-line and xAPI names follow from them.
"""

from typing import Final

VERBS: Final[dict[str, str]] = {
    "imported": "A course package became a draft version",
    "uploaded": "A course package was uploaded and checked",
    "discarded": "An uploaded package was set aside, and nothing was made of it",
    "exported-course": "A version of a course was taken away as a package",
    "published": "A version was opened to learners",
    "withdrawn": "A version was closed to learners who begin",
    "rolled-back": "An earlier version was given to learners who begin from then on",
    "enrolled": "A learner began or was given a course",
    "completed-lesson": "A learner finished one lesson",
    "passed": "An attempt at the quiz met the standard",
    "failed": "An attempt at the quiz did not meet the standard yet",
    "issued": "A certificate was issued",
    "revoked": "A certificate was withdrawn",
    "replaced": "A certificate was replaced by one with a corrected name",
    "recorded": "Training outside the platform was recorded",
    "set-requirement": "A rule was made: who must hold which course",
    "opened-person": "Somebody opened the page of one member",
    "exported": "A list of people was taken away as a file",
    "granted": "A member was given an access level",
    "joined": "A person became a member of an organisation",
    "seeded": "An organisation was filled with invented people and training",
    "invited": "A person was sent an invitation to join",
    "accepted-invitation": "A person answered an invitation",
    "withdrew-invitation": "An invitation was taken back before it was answered",
    "created-organisation": "An organisation was made, with its first site and job",
    "changed-sign-on": "An organisation chose of whom a second step is asked at sign-in",
    "reset-second-factor": "The second factor of a person who lost it was removed",
    "reminded": "People were sent the reminders of a day",
    "ended-access": "An access level of a member was ended",
    "ended-requirement": "A rule was given its last day",
    "moved": "A member was given another job, site or team",
    "left": "A member was given a last day",
    "changed-details": "The name, address or staff number of a member was changed",
    "saved-contact": "A local contact was entered or corrected",
    "checked-contact": "A local contact was looked at and found right",
    "removed-contact": "A local contact was taken away",
    "saved-place": "A site, team or job was added or renamed",
    "removed-place": "A site, team or job that nothing referred to was deleted",
    "changed-organisation": "An organisation's name, nation, sector or concern page was changed",
    "changed-branding": "An organisation's colour, logo or certificate look was changed",
}
