"""The certificate as a picture to share, drawn by Pillow, and its text alternative."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features
from PIL.PngImagePlugin import PngInfo

from courses.certification.document import CannotDraw, font_files, no_font_for, script_of
from courses.certification.emblems import (
    INK,
    PETAL,
    PIXELS_PER_MM,
    TEAL,
    WHITE,
    WIDTH,
    qr_picture,
    rosette,
    within,
)
from courses.certification.printed import HEADING, PrintedFacts, Row

HEIGHT = 1131
PIXELS_PER_POINT = PIXELS_PER_MM * 25.4 / 72
LEFT, RIGHT, WIDE = 37, 275, 232  # mm, as in certificate.typ

MUTED = (71, 96, 106)
HAIRLINE = (185, 204, 206)

Colour = tuple[int, int, int]
Engine = ImageFont.Layout | None

# Drawn letter by letter; any other script comes out unjoined or backwards without Raqm.
UNSHAPED = {"LATIN", "GREEK", "CYRILLIC", "SYMBOL", "COMBINING", "MODIFIER"}


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: size in points of the printed page, fonts in order of preference."""

    size: float
    colour: Colour
    faces: tuple[Path, ...]


def draw_png(facts: PrintedFacts, *, fonts: tuple[Path, ...], logo: bytes | None = None) -> bytes:
    """Return a PNG of 1600 by 1131 pixels that says what the PDF says.

    ``fonts`` are folders of TTF or OTF files. ``logo`` is the PNG that ``facts.logo`` names.

    :raises CannotDraw: when no font holds a glyph, or Pillow cannot shape the script here.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), WHITE)
    sheet = Sheet(picture, fonts)
    sheet.frame()
    sheet.award(facts, beside=sheet.logo(logo) if logo else 0)
    sheet.facts(facts.rows)
    sheet.proof(facts)
    words = PngInfo()
    words.add_itxt("Description", describe(facts))
    out = BytesIO()
    picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, format="PNG", pnginfo=words)
    return out.getvalue()


def describe(facts: PrintedFacts) -> str:
    """Return the text alternative of the picture: every printed fact, in sentences."""
    said = [
        f"{HEADING}: {facts.name}, {facts.title}, version {facts.version}.",
        f"{facts.organisation}.",
        *(f"{row.label}: {'; '.join(row.lines)}." for row in facts.rows),
        f"Certificate number {facts.number_in_groups}.",
        f"Check it at {facts.verify_url}",
    ]
    return " ".join(said)


class Sheet:
    """The page being drawn; all places and widths are millimetres of the printed page."""

    def __init__(self, picture: Image.Image, fonts: tuple[Path, ...]) -> None:
        regular, strong = faces(fonts, strong=False), faces(fonts, strong=True)
        self.picture = picture
        self.draw = ImageDraw.Draw(picture)
        self.quiet, self.plain = Style(12, MUTED, regular), Style(9.5, INK, regular)
        self.label, self.strong = Style(8.5, TEAL, strong), Style(14, INK, strong)
        self.title = Style(25, TEAL, strong)

    def frame(self) -> None:
        """Draw the border, the band and the rosette."""
        self.box((10.4, 10.4, 286.6, 199.6), outline=HAIRLINE)
        self.box((9, 9, 288, 201), outline=TEAL)
        self.box((9, 9, 22, 201), fill=TEAL)
        self.box((23.2, 9, 23.9, 201), fill=PETAL)
        self.picture.paste(rosette(), (round(234 * PIXELS_PER_MM), round(19 * PIXELS_PER_MM)))

    def logo(self, png: bytes) -> float:
        """Draw the logo in a box of 44 by 15 mm; return how much room it takes from the name."""
        room = (round(44 * PIXELS_PER_MM), round(15 * PIXELS_PER_MM))
        small = within(png, room)
        top = round(23 * PIXELS_PER_MM) - small.height // 2
        self.picture.paste(small, (round(LEFT * PIXELS_PER_MM), top), small)
        return 49

    def award(self, facts: PrintedFacts, *, beside: float) -> None:
        """Draw who is awarded what, from the top down; the name ``beside`` what stands there."""
        sizes = (16, 14, 12, 10, 8, 5, 3)
        name = facts.organisation
        y = self.fitted(name, self.strong, 25, 180 - beside, sizes, x=LEFT + beside)
        y = self.write(HEADING, self.title, LEFT, y + 26)
        self.box((LEFT, y + 8, LEFT + 26, y + 8.5), fill=TEAL)
        y = self.write("Awarded to", self.quiet, LEFT, y + 20)
        large = (40, 36, 32, 28, 24, 20, 16, 12, 8, 5, 3)
        y = self.fitted(facts.name, self.strong, y + 15.5, WIDE, large)
        y = self.write("for completing", self.quiet, LEFT, y + 10.5)
        title = Style(22, TEAL, self.strong.faces)
        y = self.fitted(facts.title, title, y + 9.5, WIDE, (22, 19, 16, 13, 10, 7, 4, 3))
        self.write(f"Version {facts.version}", self.quiet, LEFT, y + 8.5)

    def facts(self, rows: tuple[Row, ...]) -> None:
        """Draw the labelled facts side by side; the longest has twice the room."""
        longest = max(rows, key=lambda row: max(len(line) for line in row.lines))
        room = (RIGHT - LEFT - 5 * (len(rows) - 1)) / (len(rows) + 1)
        self.box((LEFT, 139.5, RIGHT, 139.7), fill=HAIRLINE)
        x: float = LEFT
        for row in rows:
            width = 2 * room if row is longest else room
            self.write(row.label, self.label, x, 147)
            self.column(row.lines, x, 152, width)
            x += width + 5

    def column(self, texts: tuple[str, ...], x: float, y: float, width: float) -> None:
        """Draw ``texts`` one below the other, as large as leaves room for what follows."""
        for size in (9.5, 8.5, 7.5, 6.5, 5.5, 4.5, 3):
            style = Style(size, INK, self.plain.faces)
            lines = [line for text in texts for line in wrapped(text, style, width) or [text]]
            leading = size * 0.43
            if len(lines) * leading <= 16:
                break
        for number, line in enumerate(lines):
            self.write(line, style, x, y + number * leading)

    def proof(self, facts: PrintedFacts) -> None:
        """Draw the number, the address of the check page and its QR code."""
        self.write("Certificate number", self.label, LEFT, 172.5)
        self.write(facts.number_in_groups, self.strong, LEFT, 178.5)
        self.write("Check that this certificate is real and valid today", self.label, LEFT, 186)
        self.fitted(facts.verify_url, self.plain, 191, 195, (9.5, 8.5, 7.5, 6.5, 5, 4, 3))
        code = qr_picture(facts.verify_url, round(29 * PIXELS_PER_MM))
        corner = round(RIGHT * PIXELS_PER_MM) - code.width, round(191 * PIXELS_PER_MM) - code.height
        self.picture.paste(code, corner)

    def box(
        self, sides: tuple[float, ...], fill: Colour | None = None, outline: Colour | None = None
    ) -> None:
        """Draw a rectangle, given by its left, top, right and bottom."""
        self.draw.rectangle([side * PIXELS_PER_MM for side in sides], fill, outline, width=2)

    def write(self, words: str, style: Style, x: float, y: float) -> float:
        """Draw one line from ``x`` on the baseline ``y``; return ``y``."""
        # Lines run to the right, as in the PDF: a dash after a Hebrew word stands on its right.
        direction = "ltr" if features.check("raqm") else None
        place = x * PIXELS_PER_MM
        for file, part in runs(words, style.faces):
            font = opened(file, style.size)
            at = (place, y * PIXELS_PER_MM)
            self.draw.text(at, part, style.colour, font, anchor="ls", direction=direction)
            place += font.getlength(part)
        return y

    def fitted(
        self,
        words: str,
        style: Style,
        y: float,
        width: float,
        sizes: tuple[float, ...],
        x: float = LEFT,
    ) -> float:
        """Draw ``words`` at the largest of ``sizes`` that fits; return the last baseline.

        Two lines must also be smaller, or they take more room than the page gives.
        """
        chosen, lines = Style(sizes[-1], style.colour, style.faces), [words]
        for size in sizes:
            attempt = Style(size, style.colour, style.faces)
            found = wrapped(words, attempt, width)
            if found and len(found) <= (2 if size <= sizes[0] * 0.7 else 1):
                chosen, lines = attempt, found
                break
        leading = chosen.size * 0.45
        for number, line in enumerate(lines):
            y = self.write(line, chosen, x, y + (leading if number else 0))
        return y


def faces(fonts: tuple[Path, ...], *, strong: bool) -> tuple[Path, ...]:
    """Return every font file, the wanted weight first and, within it, the plain Latin family first.

    :raises CannotDraw: when there is none.
    """
    files = font_files(fonts)
    if not files:
        raise CannotDraw("No fonts are installed")

    def preference(file: Path) -> tuple[bool, int, str]:
        family, weight = opened(file, 10).getname()
        return (weight == "Regular") is strong, fonts.index(file.parent), family or ""

    return tuple(sorted(files, key=preference))


@lru_cache(maxsize=128)
def opened(file: Path, size: float, engine: Engine = None) -> ImageFont.FreeTypeFont:
    """Return the font of ``file`` at ``size`` points of the printed page."""
    return ImageFont.truetype(file, size * PIXELS_PER_POINT, layout_engine=engine)


@lru_cache(maxsize=4096)
def holds(file: Path, character: str) -> bool:
    """Test whether the font has a glyph of its own for ``character``.

    Pillow does not say, so it is compared with the glyph of a character that never exists.
    """
    font = opened(file, 20, ImageFont.Layout.BASIC)  # shaping would give a mark a letter
    glyph, missing = font.getmask(character), font.getmask("\uffff")
    return (glyph.size, bytes(glyph)) != (missing.size, bytes(missing))


def face_for(character: str, faces: tuple[Path, ...], current: Path | None) -> Path:
    """Return the font for ``character``; marks, digits and spaces stay with the letters before.

    :raises CannotDraw: when no font holds it.
    """
    if current and not character.isalpha():
        invisible = unicodedata.category(character) in {"Zs", "Cf"}
        if invisible or holds(current, character):
            return current
    for file in faces:
        if holds(file, character):
            return file
    raise no_font_for(character)


def runs(words: str, faces: tuple[Path, ...]) -> list[tuple[Path, str]]:
    """Return ``words`` in parts, each with the font that holds it.

    :raises CannotDraw: when no font holds a glyph, or Pillow cannot shape the script here.
    """
    parts: list[tuple[Path, str]] = []
    for character in unicodedata.normalize("NFC", words):
        script = script_of(character)
        if script not in UNSHAPED and not features.check("raqm"):
            message = f"Pillow cannot shape the script {script} here: libfribidi is missing"
            raise CannotDraw(message, script=script)
        file = face_for(character, faces, parts[-1][0] if parts else None)
        if parts and parts[-1][0] == file:
            parts[-1] = (file, parts[-1][1] + character)
        else:
            parts.append((file, character))
    return parts


def wrapped(words: str, style: Style, width: float) -> list[str] | None:
    """Return ``words`` in lines no wider than ``width`` mm; None when a single word is wider."""
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(joined, style) <= width:
            lines[-1] = joined
        elif breadth(word, style) <= width:
            lines.append(word)
        else:
            return None
    return lines


def breadth(words: str, style: Style) -> float:
    """Return the width of ``words`` in mm."""
    parts = runs(words, style.faces)
    return sum(opened(file, style.size).getlength(part) for file, part in parts) / PIXELS_PER_MM
