"""A branching story as pages: one moment with the decision that led there, and the summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Choice, Fact, ScenarioNode
from courses.catalogue.stories import Story
from courses.common.html import trusted
from courses.learning.story import Way
from courses.web.forms import HouseForm

MOST_LETTERS: Final = 1_000


class DecisionForm(HouseForm):
    """What the reader would do now, and why if they like; nothing is chosen beforehand.

    What is typed goes back in the answer to the same request, and is kept nowhere.
    """

    button = _("Decide")
    once = True
    shows_summary = False

    def __init__(self, choices: Sequence[Choice], *, chosen: str, data: Any = None) -> None:
        super().__init__(data=data)
        self.fields["choice"] = forms.ChoiceField(
            label=_("What would you do?"),
            choices=[(choice.identifier, trusted(choice.html)) for choice in choices],
            widget=forms.RadioSelect,
            initial=chosen or None,
            error_messages={
                "required": _("Select what you would do"),
                "invalid_choice": _("Select one of the answers below"),
            },
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why would you do that?"),
            help_text=_("Shown back to you once, and not kept. Do not write about a real child."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        )

    def clean_reason(self) -> str:
        """Refuse a text that is too long, naming its length and the limit."""
        reason = str(self.cleaned_data["reason"])
        if len(reason) > MOST_LETTERS:
            numbers = {"letters": f"{len(reason):,}", "most": f"{MOST_LETTERS:,}"}
            words = _("Shorten your reason to %(most)s characters: it has %(letters)s")
            raise forms.ValidationError(words % numbers)
        return reason


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision taken: the choice, and the procedure it rests on."""

    number: int
    node: str
    choice: Choice
    facts: Sequence[Fact]


def told(node: ScenarioNode, *, gently: bool) -> str:
    """Return the text of one moment, with less detail where that is wanted and there is such."""
    return (node.gentler_html if gently else "") or node.html


def follows(choice: Choice, *, gently: bool) -> str:
    """Return the text of what follows a choice, with less detail likewise."""
    return (choice.gentler_html if gently else "") or choice.feedback_html


def decisions(story: Story, way: Way) -> list[Decision]:
    """Return the decisions of ``way`` in order."""
    return [
        Decision(number, step.node, choice, list(choice.facts.all()))
        for number, step in enumerate(way.steps, start=1)
        for choice in [story.choices[step]]
    ]


def decision_before(story: Story, way: Way, node: str) -> Decision | None:
    """Return the decision that led to ``node`` last, or None at the start."""
    earlier = way.up_to(node, story.leads)
    taken = decisions(story, earlier) if earlier else []
    return taken[-1] if taken else None
