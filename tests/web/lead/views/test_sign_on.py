"""The page on which an administrator says of whom a second step is asked."""

from django.utils import timezone

from courses.accounts.exits import ExitCount, months_before
from courses.accounts.models import Organisation
from tests.web.reading import errors_of, heading_of, text_of

PAGE = "/lead/elm-park/sign-on/"


def test_it_names_who_lacks_a_second_step(elm, harbour, sign_in):
    page = sign_in(elm.ash).get(PAGE)

    text = text_of(page)
    assert (page.status_code, heading_of(page)) == (200, "Signing in")
    assert "Lewis Grant lewis@elm-park.example Training lead" in text
    assert "Beth" not in text


def test_the_choice_is_kept(elm, sign_in):
    client = sign_in(elm.ash)

    answer = client.post(PAGE, {"of_whom": "everybody"})

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert Organisation.objects.get(slug="elm-park").asks_second_factor is True
    page = client.get(PAGE)
    assert page.context["form"].initial == {"of_whom": "everybody"}


def test_uses_of_exit_are_told_by_month_from_ten_on(elm, harbour, sign_in):
    last = months_before(timezone.localdate(), 1)
    rows = (
        (elm, last, 10),
        (elm, months_before(last, 1), 9),
        (harbour, months_before(last, 2), 99),
    )
    for place, month, uses in rows:
        ExitCount.objects.create(organisation=place.organisation, month=month, uses=uses)

    text = text_of(sign_in(elm.ash).get(PAGE))

    told = text.partition("Month Times ")[2]
    assert told.startswith(f"{last:%B %Y} 10 {months_before(last, 1):%B %Y} fewer than 10 ")
    assert told.count("fewer than 10") == 5
    assert "99" not in told


def test_no_choice_says_what_to_do_and_keeps_what_was(elm, sign_in):
    answer = sign_in(elm.ash).post(PAGE, {})

    assert errors_of(answer) == [("#id_of_whom_0", "Select who needs a second step")]
    assert Organisation.objects.get(slug="elm-park").asks_second_factor is False


def test_leads_do_not_decide(elm, sign_in):
    assert sign_in(elm.lewis).post(PAGE, {"of_whom": "everybody"}).status_code == 404
    assert Organisation.objects.get(slug="elm-park").asks_second_factor is False
