"""The parts of a form's page that crispy arranges around its fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.forms import Form
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from courses.common.html import trusted


@dataclass(frozen=True, slots=True)
class Button:
    """One button of a form, or a link that stands beside the buttons.

    ``name`` and ``value`` are posted when this button sent the form. With ``url`` it is a link.
    ``once``: with scripts a second click within a second is ignored.
    """

    label: str | Promise
    name: str = ""
    value: str = ""
    url: str = ""
    kind: Literal["", "secondary", "warning"] = ""
    once: bool = False


class Part:
    """Something that crispy renders in its place between the fields."""

    template = ""

    def context(self, form: Form) -> dict[str, Any]:
        """Return what the template needs to know."""
        return {"form": form}

    def render(
        self,
        form: Form,
        context: Context,  # noqa: ARG002 - crispy's signature
        template_pack: str = "govuk",  # noqa: ARG002 - crispy's signature
    ) -> SafeString:
        """Return the HTML of this part; called by crispy."""
        return render_to_string(self.template, self.context(form))


class ErrorSummary(Part):
    """The box "There is a problem", with links to the fields; nothing on a form without errors."""

    template = "courses/components/error_summary.html"


class Heading(Part):
    """The h1 of a form with several fields."""

    template = "govuk/layout/heading.html"


class Buttons(Part):
    """The row of buttons that ends a form."""

    template = "govuk/layout/buttons.html"

    def __init__(self, buttons: Sequence[Button]) -> None:
        self.buttons = buttons

    def context(self, form: Form) -> dict[str, Any]:
        """Return the form and its buttons."""
        return {"form": form, "buttons": self.buttons}


class Cut(Part):
    """A mark between the options of a question that is drawn to be cut there."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def render(
        self,
        form: Form,  # noqa: ARG002 - crispy's signature
        context: Context,  # noqa: ARG002
        template_pack: str = "govuk",  # noqa: ARG002
    ) -> SafeString:
        """Return the mark; called by crispy."""
        return trusted(self.mark)
