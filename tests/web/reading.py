"""What a reader sees of an answer: headings, words, links, buttons."""

import csv
import io
import re
from html import unescape


def text_of(answer) -> str:
    """Return the words of a page between its main tags, tags left out, spaces made single."""
    page = answer.content.decode()
    main = page.partition('id="main-content">')[2].partition("</main>")[0] or page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def heading_of(answer) -> str:
    """Return the words of the page's only h1."""
    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", heading)).split())


def title_of(answer) -> str:
    """Return the words of the page's title."""
    (title,) = re.findall(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    return " ".join(unescape(title).split())


def problems_in(answer):
    """Return the words of the error summary."""
    return [words for _link, words in errors_of(answer)]


def errors_of(answer) -> list[tuple[str, str]]:
    """Return (link, words) of each line of the error summary."""
    page = answer.content.decode()
    summary = page.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', summary, re.DOTALL)
    return [(unescape(link), unescape(words).strip()) for link, words in found]


def tasks_of(answer) -> list[tuple[str, ...]]:
    """Return (address, title, hint, status) of each row of the list of lessons."""
    page = answer.content.decode()
    found = re.findall(r'task-list__item.*?href="([^"]*)"(.*?)</li>', page, re.DOTALL)
    words = [(link, re.sub(r"<[^>]+>", "\n", rest.partition(">")[2])) for link, rest in found]
    return [
        (link, *(line.strip() for line in rest.split("\n") if line.strip())) for link, rest in words
    ]


def ticked(answer) -> list[str]:
    """Return the values that are chosen on the page beforehand."""
    return re.findall(r'value="(\S*)"[^>]* checked', answer.content.decode())


def rows_of(answer) -> list[list[str]]:
    """Return the cells of a CSV file."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))
