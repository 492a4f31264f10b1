"""The form that puts a starter under the supervision of a named colleague."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership, MembershipQuerySet
from courses.common.names import fold
from courses.compliance.models import Supervision
from courses.web.forms import HouseForm

# Short and neutral: health and personal history are nobody's business here.
REASONS = (
    gettext_lazy("Training begun, not finished yet"),
    gettext_lazy("Started at short notice"),
    gettext_lazy("Training of an earlier employer, evidence on its way"),
    gettext_lazy("No device or time for the training before the first day"),
)
MOST_NAMED = 5


class SuperviseForm(HouseForm):
    """Who supervises a starter, why, and until when."""

    button = gettext_lazy("Save")
    once = True
    marks_optional = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Other leads and inspectors see it. Never health or private life."),
        choices=[("", gettext_lazy("Choose")), *((str(words), words) for words in REASONS)],
        error_messages={
            "required": gettext_lazy("Choose a reason"),
            "invalid_choice": gettext_lazy("Choose a reason from the list"),
        },
    )
    supervisor = forms.CharField(
        label=gettext_lazy("Who supervises them?"),
        help_text=gettext_lazy(
            "Name, email address or staff number of a colleague who works here today. They are"
            " told by email."
        ),
        max_length=100,
        error_messages={"required": gettext_lazy("Enter who supervises them")},
    )
    last_day = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy(
            "Until its end they count as supervised, twelve weeks at most. You hear three working"
            " days before."
        ),
        error_messages={
            "required": gettext_lazy("Enter the last day"),
            "invalid": gettext_lazy("Enter a real date"),
        },
    )

    supervisor_name = ""
    supervisor_has_mail = False

    @staticmethod
    def holding(current: Supervision | None) -> dict[str, object]:
        """Return what the form shows at first: what holds already."""
        if current is None:
            return {}
        colleague = current.supervisor
        return {
            "reason": current.reason,
            "supervisor": colleague.user.email or colleague.staff_number or colleague.user.name,
            "last_day": current.valid_until,
        }

    def colleague(self, people: MembershipQuerySet) -> Membership | None:
        """Return the one of ``people`` who was meant; where nobody or several fit, say so."""
        found = list(people[: MOST_NAMED + 1])
        typed = fold(self.cleaned_data["supervisor"].strip())
        exact = [one for one in found if typed in names_of(one)]
        chosen = exact if len(exact) == 1 else found
        if len(chosen) == 1:
            self.supervisor_name = chosen[0].user.name
            self.supervisor_has_mail = bool(chosen[0].user.email)
            return chosen[0]
        if not chosen:
            words = _("Nobody who works here today fits. Check the name or enter the email address")
        elif len(chosen) > MOST_NAMED:
            words = _("Several people fit. Enter the email address or staff number")
        else:
            named = ", ".join(one.user.name for one in chosen)
            words = _("Several people fit: %s. Enter the email address or staff number") % named
        self.add_error("supervisor", words)
        return None


def names_of(member: Membership) -> set[str]:
    """Return what a person may be called by: name, address, staff number, folded."""
    user = member.user
    return {fold(name) for name in (user.name, user.email or "", member.staff_number) if name}
