"""From the answers of a rule's form to what a use case takes, and what is impossible of it."""

from collections.abc import Sequence
from datetime import date

from courses.accounts.places import Places
from courses.catalogue.models import Course
from courses.compliance.models import Requirement
from courses.compliance.possible import ImpossibleRule
from courses.compliance.rehearsal import refuse_impossible
from courses.compliance.services import Asked
from courses.web.lead.rule_forms import place_of
from courses.web.lead.rule_term_forms import TermsForm


def asked_by(form: TermsForm, places: Places, courses: Sequence[Course]) -> Asked:
    """Return what the rule shall ask for, and of whom, as a use case takes it."""
    data = form.cleaned_data
    shorter = next((one for one in courses if one.slug == data["refresher"]), None)
    return {
        **form.terms(),
        "refresher": shorter,
        "role": places.role(place_of(data, "role")),
        "site": places.site(place_of(data, "site")),
        "team": places.team(place_of(data, "team")),
    }


def is_impossible(form: TermsForm, drawn: Requirement, *, on: date) -> bool:
    """Test whether the rule contradicts itself or another; then say so at the fields."""
    try:
        refuse_impossible(drawn, on=on)
    except ImpossibleRule as impossible:
        form.show_faults(impossible.faults)
        return True
    return False
