"""The command that works kept standings out again."""

from io import StringIO

from django.core.management import call_command


def run(*arguments):
    out = StringIO()
    call_command("refresh_standings", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_it_says_of_how_many_people_in_each_organisation(elm, harbour):
    assert run() == ["elm-park: 6 people.", "harbour-trust: 2 people."]
    assert run("--anew") == ["elm-park: 6 people.", "harbour-trust: 2 people."]
