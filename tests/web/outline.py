"""The HTML of our form pack and of govuk-frontend, made comparable."""

import json
import re
from html.parser import HTMLParser

from django.conf import settings

from courses.web.forms import HouseForm

COMPONENTS = settings.BASE_DIR / "node_modules/govuk-frontend/dist/govuk/components"


class Outline(HTMLParser):
    """The elements and words of a piece of HTML, in order, without the accidents of writing."""

    def __init__(self, html, *, rename=None):
        super().__init__()
        self.rename = rename or {}
        self.parts = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        kept = {name: self.value(name, value) for name, value in attrs if name not in OURS}
        if kept.get("role") == "radiogroup":
            del kept["role"]
        self.parts.append((tag, tuple(sorted(kept.items()))))

    def handle_endtag(self, tag):
        self.parts.append(f"/{tag}")

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.parts.append(words)

    def value(self, name, value):
        value = " ".join((value or "").split())
        if name in ("id", "for", "aria-describedby", "aria-controls", "href", "name"):
            for ours, theirs in self.rename.items():
                value = re.sub(rf"{re.escape(ours)}(?=\s|$)", theirs, value)
        return " ".join(sorted(value.split())) if name == "class" else value


# What we say beyond the library: which control is wrong.
OURS = ("aria-invalid",)


def fixture(component, name):
    fixtures = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    return next(one for one in fixtures if one["name"] == name)


def words(option):
    return (option or {}).get("text", "")


def form_of(options, field):
    """A form with the one field that the fixture describes, posted empty when it shows an error."""
    key = options.get("idPrefix") or options.get("id") or options["name"]
    legend = (options.get("fieldset") or {}).get("legend") or {}
    field.label = words(options.get("label")) or words(legend)
    field.help_text = words(options.get("hint"))
    field.error_messages["required"] = words(options.get("errorMessage"))
    form = HouseForm(
        data={} if options.get("errorMessage") else None, files=None, auto_id="%s", label_suffix=""
    )
    form.fields[key] = field
    if legend.get("isPageHeading") or (options.get("label") or {}).get("isPageHeading"):
        form.heading_field = key
    return key, form


def ours(form, key):
    names = {f"{key}_helptext": f"{key}-hint", f"{key}_error": f"{key}-error", f"{key}_0": key}
    names |= {f"{key}_{n}": f"{key}-{n + 1}" for n in range(1, 5)}
    return Outline(form[key].as_field_group(), rename=names).parts


def theirs(options, key, html):
    return Outline(html, rename={options["name"]: key}).parts


def choices(options):
    return [(item.get("value", item["text"]), item["text"]) for item in options["items"]]
