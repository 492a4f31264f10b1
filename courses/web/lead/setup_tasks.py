"""The set-up task list: the state of each task is counted from rows and kept nowhere."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.models import Organisation
from courses.accounts.readiness import Readiness
from courses.catalogue.local_contacts import ContactHealth
from courses.certification.models import CertificateDesign
from courses.notifications.plan import Plan
from courses.notifications.planning import words_of
from courses.web.presenters import Status, day_in_words, progress_status


@dataclass(frozen=True, slots=True)
class Facts:
    """What the list is worked out from, all of one organisation on one day."""

    organisation: Organisation
    on: date
    sites: int
    counts: Readiness
    health: ContactHealth
    design: CertificateDesign
    courses: int
    with_access: int
    without_step: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list; ``url`` is None where its page is not there."""

    title: str
    url: str | None
    hint: str
    status: Status
    is_done: bool


def task(title: str, url: str | None, hint: str, *, done: bool, begun: bool = False) -> Task:
    """Return a line with the words of its state."""
    return Task(title, url, hint, progress_status(completed=done, begun=begun), done)


def tasks_of(facts: Facts) -> list[Task]:
    """Return the tasks that must be done before staff begin, in a sensible order."""
    return [
        places_task(facts),
        jobs_task(facts),
        contacts_task(facts),
        branding_task(facts),
        rules_task(facts),
        leads_task(facts),
        sign_in_task(facts),
        reminders_task(facts),
        people_task(facts),
    ]


def address(facts: Facts, name: str) -> str | None:
    """Return the address ``name`` of the organisation, or None where there is no such page."""
    try:
        return reverse(f"lead:{name}", args=[facts.organisation.slug])
    except NoReverseMatch:
        return None


def places_task(facts: Facts) -> Task:
    """Return the task of entering sites."""
    hint = ngettext("%d site", "%d sites", facts.sites) % facts.sites
    return task(_("Sites"), address(facts, "sites"), hint, done=facts.sites > 0)


def jobs_task(facts: Facts) -> Task:
    """Return the task of entering jobs."""
    count = facts.counts.jobs
    hint = ngettext("%d job", "%d jobs", count) % count
    return task(_("Jobs"), address(facts, "jobs"), hint, done=count > 0)


def contacts_task(facts: Facts) -> Task:
    """Return the task of entering whom to tell, which comes before any staff begin."""
    health = facts.health
    if health.without_lead:
        missing = ", ".join(site.name for site in health.without_lead)
        hint = _("No safeguarding lead yet for: %s") % missing
    elif not health.is_well:
        old = len(health.stale) + len(health.old)
        hint = ngettext("%d contact to check again", "%d contacts to check again", old) % old
    else:
        hint = ngettext("%d contact", "%d contacts", health.total) % health.total
    done = facts.sites > 0 and health.is_well
    url = address(facts, "contacts")
    return task(_("Whom staff tell"), url, hint, done=done, begun=health.total > 0)


def branding_task(facts: Facts) -> Task:
    """Return the task of choosing how pages and certificates look."""
    parts = {
        _("logo"): facts.organisation.logo,
        _("colour"): facts.organisation.accent,
        _("signatory"): facts.design.signatory,
    }
    missing = [name for name, value in parts.items() if not value]
    hint = _("Not chosen: %s") % ", ".join(missing) if missing else _("Logo, colour, signatory")
    url = address(facts, "branding")
    begun = len(missing) < len(parts)
    return task(_("Branding and certificates"), url, hint, done=not missing, begun=begun)


def rules_task(facts: Facts) -> Task:
    """Return the task of saying who must hold which course."""
    count = facts.courses
    hint = ngettext("%d course with a rule", "%d courses with a rule", count) % count
    return task(_("Who takes which course"), address(facts, "requirements"), hint, done=count > 0)


def leads_task(facts: Facts) -> Task:
    """Return the task of giving somebody the access of a training lead."""
    count = facts.counts.leads
    hint = ngettext("%d training lead", "%d training leads", count) % count
    return task(_("Training lead"), address(facts, "invitations"), hint, done=count > 0)


def sign_in_task(facts: Facts) -> Task:
    """Return the task of a second step for whoever has access to the records of others."""
    missing = facts.without_step
    if missing:
        words = ngettext(
            "%d person with access has no second step yet",
            "%d people with access have no second step yet",
            missing,
        )
        hint = words % missing
    else:
        hint = _("Everybody with access has a second step")
    begun = missing < facts.with_access
    return task(_("Signing in"), address(facts, "sign_on"), hint, done=not missing, begun=begun)


def reminders_task(facts: Facts) -> Task:
    """Return the task of reminders: they go out by themselves, unless somebody paused them."""
    paused = facts.plan.paused_until
    is_paused = paused is not None and paused >= facts.on
    if paused is not None and is_paused:
        hint = _("Paused until %s") % day_in_words(paused)
    else:
        before = words_of(facts.plan.before)
        hint = _("%s days before the due day") % before if before else _("After the due day alone")
    url = address(facts, "reminders")
    return task(_("Reminders"), url, hint, done=not is_paused, begun=True)


def people_task(facts: Facts) -> Task:
    """Return the task of inviting staff; whoever sets up is one person already."""
    count = facts.counts.people
    hint = ngettext("%d person", "%d people", count) % count
    return task(_("Staff"), address(facts, "invitations"), hint, done=count > 1)
