"""The page on which an administrator says of whom a second step is asked."""

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


def test_no_choice_says_what_to_do_and_keeps_what_was(elm, sign_in):
    answer = sign_in(elm.ash).post(PAGE, {})

    assert errors_of(answer) == [("#id_of_whom_0", "Select who needs a second step")]
    assert Organisation.objects.get(slug="elm-park").asks_second_factor is False


def test_leads_do_not_decide(elm, sign_in):
    assert sign_in(elm.lewis).post(PAGE, {"of_whom": "everybody"}).status_code == 404
    assert Organisation.objects.get(slug="elm-park").asks_second_factor is False
