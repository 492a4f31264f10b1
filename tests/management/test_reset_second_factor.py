"""The command that takes a lost second factor away."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command


def run(email):
    out = StringIO()
    call_command("reset_second_factor", email, stdout=out)
    return out.getvalue()


def test_it_says_what_comes_next(elm):
    Authenticator.objects.create(user=elm.lewis, type="totp", data={})

    told = [run(" Lewis@elm-park.example") for _twice in range(2)]

    assert told == ["Removed. A new one is set up at the next sign-in.\n", "There was none.\n"]
    assert list(Authenticator.objects.all()) == []


def test_an_unknown_address_is_told(db):
    with pytest.raises(CommandError, match=r"^Nobody signs in with none@elm-park\.example$"):
        run("none@elm-park.example")
