"""Two organisations full of rows, and everybody who may come to look at them."""

from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

from courses.accounts.membership import Access, Grant, Membership
from courses.accounts.models import Organisation, Tag, Team, User
from courses.catalogue.models import CourseVersion, Misconception
from courses.catalogue.services import add_local_contact, publish, save_draft
from courses.certification.models import Certificate
from courses.common.links import signed
from courses.common.media import keep
from courses.compliance.models import Requirement
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.make_badge import make_badge
from courses.usecases.set_requirement import set_requirement
from courses.usecases.share_certificate import share_certificate
from tests.beginnings import recorded
from tests.inspecting import inspection_of
from tests.inviting import invitation_to
from tests.people import NOON, STARTED, TODAY, Elm, Harbour, make_elm, make_harbour, make_user
from tests.pretesting import make_pretest_course, pretest_draft
from tests.refreshing import give_refresher
from tests.rooms import room_of
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt, small_draft
from tests.updating import update_of
from tests.usecases.asking import asking_of
from tests.usecases.bringing import SMALL_PDF, brought_of
from tests.usecases.choosing import deed_of
from tests.usecases.keeping import schedule_of, view_of, workbook_of
from tests.usecases.trusting import trust_of
from tests.usecases.uploading import staff_file_of, upload_of

NO_ROW = UUID(int=0)
QUAY_TITLE = "Working on the quay"


@dataclass(frozen=True)
class Objects:
    """The arguments of addresses that lead to one person's rows, or to none."""

    organisation: str
    site: str
    course: str
    registration: UUID
    certificate: str
    item: str
    lesson: str = "first"
    block: str = "first-check"
    practice: str = "write-it"
    scenario: str = "late-taxi"
    node: str = "gate"
    attempt: int = 1
    invitation: int = 0
    token: str = "no-such-token"
    refresher: str = "no-such-refresher"
    holder: str = "no-such-link"
    status_list: int = 9
    wish: str = "no-such-wish"
    membership: int = 0
    team: int = 0
    contact: int = 0
    job: str = "no-such-job"
    tag: str = "no-such-tag"
    belief: str = "no-such-belief"
    local: str = "no-such-part"
    logo: str = "0" * 64
    thumbprint: str = "no-such-key"
    medium: str = f"{'0' * 64}.png"
    accent: str = "ffd200"
    rule: UUID = NO_ROW
    grant: UUID = NO_ROW
    run: UUID = NO_ROW
    file: UUID = NO_ROW
    gathering: UUID = NO_ROW
    update: UUID = NO_ROW
    pack: UUID = NO_ROW
    link: int = 0
    gap: UUID = NO_ROW
    hold: UUID = NO_ROW
    inspection: str = "no-such-token"
    part: str = "summary"
    seat: int = 0
    action: str = "remind"
    deed: UUID = NO_ROW
    view: int = 0
    workbook: UUID = NO_ROW
    brought: int = 0
    issuer: int = 0
    acceptance: int = 0
    listing: UUID = NO_ROW
    way: int = 0
    asking: int = 0
    shelf: str = "courses"
    version: str = "1.0.0"

    def arguments(self, takes: tuple[str, ...]) -> dict[str, object]:
        """Return what ``reverse`` needs for an address that ``takes`` these."""
        number = self.attempt if "registration" in takes else self.certificate
        others = {"number": number, "position": 1, "key": "no-such-key", "uidb36": "1z"}
        return {name: others[name] if name in others else getattr(self, name) for name in takes}


NOWHERE = Objects(
    "no-such-place", "no-such-site", "no-such-course", uuid4(), "7" * 26, "no-such-item"
)


@dataclass
class Role:
    """Somebody who comes: who it is, where they belong, with what access."""

    name: str
    user: User | None = None
    access: Access | None = None
    has_left: bool = False
    leads_part: bool = False
    own: Objects | None = None
    foreign: Objects | None = None

    def client(self, **options) -> Client:
        """Return a client that has this person signed in."""
        client = Client(**options)
        if self.user is not None:
            client.force_login(self.user)
        return client


@dataclass
class World:
    """Two organisations, each person with a passed course, a certificate and an open attempt."""

    elm: Elm
    harbour: Harbour
    version: CourseVersion
    quay: CourseVersion
    roles: "dict[str, Role]" = field(default_factory=dict)

    @property
    def canaries(self) -> dict[str, list[str]]:
        """Return by kind what no answer to Elm Park may hold, wherever it comes from."""
        held = [self.roles["callum"].own, self.roles["beth"].own]
        return {
            "people": ["Callum", "Fraser", "Beth Lawson", "H001", "H002", "Dara Quayle"],
            "place": ["Harbour Trust", "The Quay"],
            "contact": ["Quay keeper"],
            "title": [QUAY_TITLE],
            "registration": [str(objects.registration) for objects in held if objects],
            "certificate": [objects.certificate for objects in held if objects],
        }


ROLES = (
    "stranger", "amira", "lewis", "noor", "grace", "ash", "sam", "callum", "beth", "staff",
)  # fmt: skip


def make_world() -> World:
    """Make everything that the walk asks for; its files lie in the folder of the settings."""
    return world_with_files_in(str(settings.DATA_DIR))


@partial(recorded, for_good=False)
def world_with_files_in(_folder: str) -> World:
    """Make the world, or write it again where its files lie already."""
    elm, harbour = make_elm(), make_harbour()
    small = make_pretest_course()
    save_draft(draft=small_draft(), owner_id=elm.organisation.pk)
    quay_draft = pretest_draft(slug="quay-course", title=QUAY_TITLE)
    quay = save_draft(draft=quay_draft, owner_id=harbour.organisation.pk)
    publish(version=quay, at=NOON, actor_id=None)
    for version in (small, quay):
        Misconception.objects.create(version=version, identifier="proof", title="I need proof")
    for organisation, site, keeper in (
        (elm.organisation, elm.north, "Mo Khan"),
        (harbour.organisation, harbour.quay, "Quay keeper"),
    ):
        Team.objects.create(organisation=organisation, site=site, name=f"Team of {site.name}")
        add_local_contact(
            organisation=organisation,
            site=site,
            slot="safeguarding-lead",
            name=keeper,
            purpose="Safeguarding lead",
            checked_on=TODAY,
            review_by=TODAY,
        )
    for organisation, version in ((elm.organisation, small), (harbour.organisation, quay)):
        set_requirement(
            organisation=organisation,
            course=version.course,
            effective_from=STARTED,
            due_days=28,
            valid_months=12,
            at=NOON,
        )
    world = World(elm, harbour, small, quay)
    there = objects_of(harbour.callum, harbour.organisation, "quay", quay)
    here = objects_of(elm.amira, elm.organisation, "north", small)

    def elm_role(name: str, user: User, **more) -> Role:
        own = here if user == elm.amira else objects_of(user, elm.organisation, "north", small)
        return Role(name, user, own=own, foreign=there, **more)

    beth = objects_of(harbour.beth, harbour.organisation, "quay", quay)
    staff = make_user("Pat Doyle", "pat@platform.example", is_platform_staff=True)
    roles = [
        Role("stranger", own=here, foreign=there),
        elm_role("amira", elm.amira),
        elm_role("lewis", elm.lewis, access=Access.LEAD),
        elm_role("noor", elm.noor, access=Access.LEAD, leads_part=True),
        elm_role("grace", elm.grace, access=Access.AUTHOR),
        elm_role("ash", elm.ash, access=Access.ADMIN),
        elm_role("sam", elm.sam, has_left=True),
        Role("callum", harbour.callum, own=there, foreign=here),
        Role("beth", harbour.beth, Access.LEAD, own=beth, foreign=here),
        Role("staff", staff, foreign=here),
    ]
    world.roles = {role.name: role for role in roles}
    return world


def objects_of(
    user: User, organisation: Organisation, site: str, version: CourseVersion
) -> Objects:
    """Pass the course as ``user``, begin again up to an open attempt, and return the rows."""
    first = enrol(user, organisation, version)
    finish_lessons(first)
    attempt = open_attempt(first)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)
    again = enrol_staff(
        learner=user, organisation=organisation, course=version.course, reason=first.reason, at=NOON
    )
    finish_lessons(again)
    response = open_attempt(again).responses.select_related("item").first()
    token, invitation = invitation_to(organisation, site)
    member = Membership.objects.get(user=user, organisation=organisation)
    kept_file = keep(organisation.slug.encode(), folder=settings.DATA_DIR / "media")
    certificate = Certificate.objects.get(learner=user)
    link = share_certificate(certificate=certificate, at=timezone.now())
    make_badge(certificate=certificate, at=timezone.now())
    return Objects(
        organisation=organisation.slug,
        site=site,
        course=version.course.slug,
        registration=again.registration,
        certificate=certificate.number,
        holder=signed("holder", link.pk),
        status_list=0,
        item=response.item.identifier,
        invitation=invitation.pk,
        token=token,
        refresher=signed("refresher", give_refresher(first, at=timezone.now()).pk),
        wish=signed("optional-mail", user.pk),
        membership=member.pk,
        team=organisation.teams.get().pk,
        contact=organisation.contacts.get().pk,
        job=organisation.roles.get().slug,
        tag=Tag.objects.get_or_create(organisation=organisation, slug=f"t{site}", name="A")[0].slug,
        belief="proof",
        local="who",
        logo=kept_file,
        medium=f"{kept_file}.png",
        **trust_of(user, organisation, version.course),
        accent="0b5f69",
        rule=Requirement.objects.get(organisation=organisation).rule,
        grant=Grant.objects.filter(organisation=organisation).order_by("pk")[0].thread,
        run=upload_of(user, organisation).reference,
        file=staff_file_of(user, organisation).reference,
        deed=deed_of(member).key,
        view=view_of(user, organisation).pk,
        workbook=workbook_of(user, organisation).reference,
        listing=schedule_of(user, organisation).key,
        brought=brought_of(member, version.course, file=SMALL_PDF).pk,
        **asking_of(user, organisation, site),
        **room_of(user, organisation, site, version),
        update=update_of(user, organisation, site).reference,
        **inspection_of(user, organisation, organisation.sites.get(slug=site)),
    )
