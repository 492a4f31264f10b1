"""The picture of a digital badge: the course and the day, and nobody's name."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from courses.certification.document import CannotDraw
from courses.certification.drawing import MUTED, Sheet, Style, breadth, wrapped
from courses.certification.emblems import PIXELS_PER_MM, TEAL, WHITE, rosette
from courses.certification.printed import PrintedFacts, in_words

SIDE = 600
WIDE = SIDE / PIXELS_PER_MM - 14  # mm between the margins
MOST_LINES = 4


def badge_picture(facts: PrintedFacts, *, fonts: tuple[Path, ...]) -> Image.Image:
    """Return the picture, 600 by 600 pixels; without its words where no font holds a letter."""
    try:
        return drawn(facts, fonts)
    except CannotDraw:
        return blank()


def blank() -> Image.Image:
    """Return a frame with the rosette in it."""
    picture = Image.new("RGB", (SIDE, SIDE), WHITE)
    picture.paste(TEAL, (0, 0, SIDE, SIDE))
    picture.paste(WHITE, (10, 10, SIDE - 10, SIDE - 10))
    mark = rosette()
    picture.paste(mark, ((SIDE - mark.width) // 2, 34))
    return picture


def drawn(facts: PrintedFacts, fonts: tuple[Path, ...]) -> Image.Image:
    """Return the picture with its words.

    :raises CannotDraw: when no font holds a letter of the title.
    """
    picture = blank()
    sheet = Sheet(picture, fonts)
    y = 62.0
    for style, words in lines(facts, sheet):
        y += style.size * 0.47
        sheet.write(words, style, (SIDE / PIXELS_PER_MM - breadth(words, style)) / 2, y)
    return picture


def lines(facts: PrintedFacts, sheet: Sheet) -> Iterator[tuple[Style, str]]:
    """Yield each line with how it is set: the title as large as it fits, then version and day."""
    for size in (20, 17, 14, 11, 9, 7, 5, 3):
        title = Style(size, TEAL, sheet.strong.faces)
        found = wrapped(facts.title, title, WIDE)
        if found and len(found) * size <= MOST_LINES * 14:
            break
    yield from ((title, line) for line in found or [facts.title])
    quiet = Style(12, MUTED, sheet.plain.faces)
    yield quiet, ""
    yield quiet, f"Version {facts.version}"[:40]
    yield quiet, f"Completed on {in_words(facts.completed_on)}"
