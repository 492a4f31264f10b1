"""Adding training from a signed record of another organisation: checked, and filled in from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.queries import memberships_of
from courses.certification.jws import MOST_CHARACTERS, IssuerUnknown, RecordRefused
from courses.certification.known_issuers import Known, evidence_of, known_to, proof_of
from courses.certification.own_record import shown_by
from courses.certification.portable import Achieved, Checked, is_of, read, refuse_day
from courses.common.dates import local_date
from courses.learning.acceptance import rule_about
from courses.learning.brought import (
    AlreadyDecided,
    AlreadyWaiting,
    HandedInBefore,
    OfSomebodyElse,
    TooManyWaiting,
)
from courses.usecases.offer_record import WithdrawnSince, offer_record
from courses.web.forms import HouseForm
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.views.offering import ENOUGH, Choices, choices_of
from courses.web.presenters import day_in_words
from courses.web.record_forms import SignedForm
from courses.web.responses import SeeOther
from courses.web.training_forms import YEARS_BACK
from courses.web.uploads import is_too_large

WRONG = {
    AlreadyWaiting: gettext_lazy(
        "You have sent training of that course and day already. Wait for the answer"
    ),
    AlreadyDecided: gettext_lazy("Your training lead has decided about this already"),
    HandedInBefore: gettext_lazy("This training is on your record there already. Choose another"),
    OfSomebodyElse: gettext_lazy(
        "This training is on somebody else's record. Choose one of your own, or ask your training"
        " lead"
    ),
    TooManyWaiting: ENOUGH,
    WithdrawnSince: gettext_lazy(
        "The certificate of this training was withdrawn after the record was made. Choose another"
    ),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A record that was checked, its text, and by which issuer each organisation knows it."""

    text: str
    checked: Checked
    known: dict[int, Known]

    @property
    def issuer_name(self) -> str:
        """Return the name of its issuer, as the organisation knows it."""
        known = next(iter(self.known.values()))
        return known.issuer.name if known.issuer else _("this site")


class BringForm(SignedForm):
    """The signed record."""

    button = gettext_lazy("Check the record")


class ChooseForm(HouseForm):
    """Which completion of the record is brought, and which course here it matches."""

    button = gettext_lazy("Send it to my training lead")
    once = True
    shows_summary = False
    marks_optional = False
    signed = forms.CharField(widget=forms.HiddenInput, max_length=MOST_CHARACTERS)
    entry = forms.ChoiceField(
        label=gettext_lazy("Which training do you bring?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one"),
            "invalid_choice": gettext_lazy("Choose one of the record"),
        },
    )
    course = forms.ChoiceField(
        label=gettext_lazy("Which course here does it match?"),
        error_messages={
            "required": gettext_lazy("Choose a course from the list"),
            "invalid_choice": gettext_lazy("Choose a course from the list"),
        },
    )

    def __init__(self, *args: Any, rows: Iterable[Achieved], titles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = [(one.id, words_of(one)) for one in rows]
        self.fields["entry"].choices = entries  # type: ignore[attr-defined]
        first = ("", _("Choose a course"))
        self.fields["course"].choices = [first, *titles]  # type: ignore[attr-defined]


def words_of(row: Achieved) -> str:
    """Return one completion as it is chosen from."""
    return f"{row.title}, {row.provider}, {day_in_words(row.completed_on)}"


@learners(methods=["GET", "POST"])
def bring(request: MemberRequest) -> HttpResponse:
    """Take a signed record in, then ask which training of it is brought, and send that."""
    members = memberships_of(user=request.user, on=local_date(timezone.now()))
    choices = choices_of(members)
    if request.method != "POST" or not choices:
        return asked(request, BringForm(), choices)
    is_chosen = "signed" in request.POST
    data = {"pasted": request.POST["signed"]} if is_chosen else request.POST
    form = BringForm(data, request.FILES, is_too_large=is_too_large(request))
    if form.is_valid():
        try:
            held = checked(request, form.text, members)
        except RecordRefused as error:
            form.refuse(str(error))
        else:
            return chosen(request, held, choices, data=request.POST if is_chosen else None)
    return asked(request, form, choices)


def asked(request: MemberRequest, form: BringForm, choices: Choices) -> HttpResponse:
    """Return the page that asks for the record."""
    form.heading = _("Add training from a signed record")
    form.cancel_url = reverse("learner:record")
    context = {"form": form, "has_courses": choices, "is_signed": True}
    return render(request, "courses/learner/offer.html", context)


def checked(request: MemberRequest, text: str, members: list[Membership]) -> Held:
    """Return the record that ``text`` holds, where it is the sender's and may be handed in.

    :raises RecordRefused: otherwise; its words say why, and what to do.
    """
    keys = settings.DATA_DIR / "keys"
    known = {one.organisation_id: known_to(one.organisation_id, folder=keys) for one in members}
    marks = {mark: one.key for there in known.values() for mark, one in there.items()}
    try:
        found = read(text, keys=marks)
    except IssuerUnknown as error:
        raise RecordRefused(
            _(
                "The record is whole, but your organisation does not know the key that signed it."
                " Ask your training lead to name its issuer, or add the training by hand"
            )
        ) from error
    refuse_day(found.record, on=local_date(timezone.now()))
    if not found.record.completions:
        raise RecordRefused(_("The record says that nothing has been completed yet"))
    if not is_of(found.record, name=request.user.name, others=shown_by(request.user)):
        raise RecordRefused(
            _(
                "The record is somebody else's: neither its name nor its address or staff number"
                " is yours. If your name has changed, add the training by hand"
            )
        )
    by = {pk: there[found.key] for pk, there in known.items() if found.key in there}
    return Held(text, found, by)


def chosen(request: MemberRequest, held: Held, choices: Choices, *, data: Any) -> HttpResponse:
    """Ask which completion is brought, and send it."""
    own = {key: one for key, one in choices.items() if one[0].organisation_id in held.known}
    rows = held.checked.record.completions
    form = ChooseForm(
        data,
        rows=rows,
        titles=[(key, title) for key, (_member, _course, title) in own.items()],
        initial={"signed": held.text, "entry": rows[0].id, "course": matching(held, own)},
    )
    form.cancel_url = reverse("learner:record")
    if form.is_valid() and offered(request, form, held, own):
        return SeeOther(form.cancel_url)
    heading = _("Add training from a signed record")
    context = {"form": form, "has_courses": own, "held": held, "heading": heading}
    return render(request, "courses/learner/offer.html", context)


def matching(held: Held, choices: Choices) -> str:
    """Return the choice that a rule or an equal name makes for the newest completion, or empty."""
    theirs = held.checked.record.completions[0].course
    rules = {
        pk: rule_about(pk, issuer=known.issuer, their_course=theirs)
        for pk, known in held.known.items()
    }
    for key, (member, course, _title) in choices.items():
        rule = rules[member.organisation_id]
        if course.pk == rule.course_id if rule else course.slug == theirs:
            return key
    return ""


def offered(request: MemberRequest, form: ChooseForm, held: Held, choices: Choices) -> bool:
    """Send what was chosen, or say at the field why not."""
    now = timezone.now()
    member, course, _title = choices[form.cleaned_data["course"]]
    row = held.checked.record.achieved(form.cleaned_data["entry"])
    if row is None or row.completed_on.year < local_date(now).year - YEARS_BACK:
        form.add_error("entry", _("It is longer ago than ten years. Choose another"))
        return False
    issuer = held.known[member.organisation_id].issuer
    try:
        sent = offer_record(
            membership=member,
            course=course,
            completed_on=row.completed_on,
            minutes=max(row.minutes, 1),
            evidence=evidence_of(row),
            at=now,
            proof=proof_of(held.checked, row, owner=request.user, issuer=issuer),
            issuer=issuer,
        )
    except tuple(WRONG) as error:
        form.add_error("entry", WRONG[type(error)])
        return False
    words = _("Your training lead will look at it. Until then it waits.")
    if sent.accepted:
        words = _("Accepted: it counts from now on.")
    messages.success(request, words)
    return True
