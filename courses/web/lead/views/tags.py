"""The tags that one person carries from today on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.models import Tag
from courses.accounts.permissions import Permission
from courses.accounts.place_rows import tags_of
from courses.accounts.tagging import taggings_of
from courses.usecases.tag_staff import rehearse_tags, tag_staff
from courses.web.forms import HouseForm
from courses.web.lead.checking import answers_sent, status_check
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.staff import found
from courses.web.lead.views.training import done, page


class TagsForm(HouseForm):
    """Which of the organisation's tags somebody carries."""

    button = gettext_lazy("Save tags")
    once = True
    marks_optional = False
    tags = forms.MultipleChoiceField(
        label=gettext_lazy("Which tags?"),
        help_text=gettext_lazy(
            "From today on. Earlier days keep theirs. Rules that name a tag follow it."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose tags from the list")},
    )

    def __init__(self, *args: Any, tags: Sequence[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes: Any = self.fields["tags"]
        boxes.choices = [(str(one.pk), one.name) for one in tags]
        if not tags:
            boxes.help_text = _(
                "Your organisation has no tags yet. An administrator adds them under Set-up."
            )


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def tag_person(request: LeadRequest, membership: int) -> HttpResponse:
    """Show which tags somebody carries; change them, once it is seen what that changes."""
    member, tags = found(request, membership), tags_of(request.organisation)
    carried = taggings_of([member.pk], on=request.scope.on)
    is_sent = request.method == "POST"
    held = request.POST.getlist("tags") if is_sent else [str(one.tag_id) for one in carried]
    form = TagsForm(answers_sent(request), tags=tags, initial={"tags": held})
    form.heading = _("Tags")
    if form.is_valid():
        chosen = set(form.cleaned_data["tags"])
        wanted = [one for one in tags if str(one.pk) in chosen]
        outcome = rehearse_tags(membership=member, tags=wanted, on=request.scope.on)
        if check := status_check(request, form, member, outcome):
            return check
        tag_staff(membership=member, tags=wanted, at=timezone.now(), actor_id=request.user.pk)
        return done(request, member, _("The tags of %s are saved.") % member.user.name)
    return page(request, form, member)
