from datetime import date


def test_what_is_left_out_is_empty(draft):
    [contact] = draft().contacts

    assert (contact.phone, contact.email, contact.url, contact.is_emergency) == (
        "999",
        "",
        "",
        True,
    )


def test_a_fact_keeps_its_dates_and_sources(draft):
    [fact] = draft().facts

    assert (fact.seen_on, fact.review_by) == (date(2026, 11, 2), date(2027, 9, 1))
    assert fact.sources == ("guide-2026",)
    assert fact.statement.html == "A worry is passed on the same day."


def test_words_offences_and_briefings_are_rendered(draft):
    made = draft()

    assert made.glossary[0].text.html == "<p>Winning trust in order to harm.</p>"
    assert made.offences[0].outline.html == "<p>It is an offence to exploit a child.</p>"
    assert made.misconceptions[0].briefing.html == "<p>A worry is enough. Pass it on.</p>"
