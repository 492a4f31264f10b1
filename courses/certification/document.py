"""The certificate as a PDF: one tagged page (PDF/UA-1) drawn by typst from ``certificate.typ``."""

import json
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import segno

from courses.certification.printed import HEADING, PrintedFacts

if TYPE_CHECKING:
    from typst import Compiler

SOURCE = Path(__file__).parents[2] / "templates" / "courses" / "certificate" / "certificate.typ"
INK = "#10282d"

# typst writes the glyph it lacks as "王", or as "\u{bcd}" where it would not show alone.
LACKS = re.compile(r'the text `"(?:\\u\{(?P<code>[0-9a-f]+)\}|(?P<glyph>.))')
# Of its other refusals only this one is known to quote nothing.
MISSING = re.compile(r"PDF/UA-1 error: missing [a-z ]+")

# Compilers stay for the next certificate, and one thread draws them all: each thread that ever drew
# keeps some megabytes of its own, and one certificate takes hundredths of a second.
compilers: "dict[tuple[Path, ...], Compiler]" = {}
drawing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="typst")


class CannotDraw(Exception):
    """The certificate cannot be drawn; its HTML form remains.

    ``script`` names the writing no font here holds ("CJK", "TAMIL", "SYMBOL"), empty where that is
    not the cause. Neither it nor the message holds a word of the certificate: both may be logged.
    """

    def __init__(self, why: str, *, script: str = "") -> None:
        super().__init__(why)
        self.script = script


def script_of(character: str) -> str:
    """Return the first word of a letter's Unicode name, as "TAMIL"; SYMBOL for anything else."""
    if unicodedata.category(character)[0] not in "LM":
        return "SYMBOL"
    return unicodedata.name(character, "UNKNOWN").split(" ")[0]


def no_font_for(character: str) -> CannotDraw:
    """Return the refusal for a glyph that no font holds, naming its script alone."""
    script = script_of(character)
    return CannotDraw(f"No font here holds the script {script}", script=script)


def draw_pdf(facts: PrintedFacts, *, fonts: tuple[Path, ...], logo: bytes | None = None) -> bytes:
    """Return the PDF of ``facts``; the same facts give the same bytes.

    ``fonts`` are folders of TTF or OTF files; what they hold is read once per process. ``logo`` is
    the PNG that ``facts.logo`` names.

    :raises CannotDraw: when typst is not installed or refuses, as for a script without a font.
    """
    return compiled(
        SOURCE.read_bytes(),
        values(facts, has_logo=logo is not None),
        fonts=fonts,
        made_on=facts.completed_on,
        logo=logo,
    )


def values(facts: PrintedFacts, *, has_logo: bool = False) -> dict[str, Any]:
    """Return what the template prints, for its ``sys.inputs``."""
    widest = max(facts.rows, key=lambda row: max(len(line) for line in row.lines))
    return {
        "heading": HEADING,
        "organisation": facts.organisation,
        "logo": facts.logo_words if has_logo else "",
        "name": facts.name,
        "title": facts.title,
        "version": f"Version {facts.version}",
        "rows": [{"label": row.label, "lines": list(row.lines)} for row in facts.rows],
        "wide": widest.label,
        "number": facts.number_in_groups,
        "address": facts.verify_url,
        "qr": qr_svg(facts.verify_url),
        "year": facts.completed_on.year,
        "month": facts.completed_on.month,
        "day": facts.completed_on.day,
    }


def qr_svg(address: str) -> str:
    """Return the QR code of ``address`` as SVG text, a few hundred bytes and sharp at any size."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, dark=INK, xmldecl=False, svgns=True
    )
    return out.getvalue().decode("utf-8")


def compiled(
    source: bytes,
    data: dict[str, Any],
    *,
    fonts: tuple[Path, ...],
    made_on: date,
    logo: bytes | None = None,
) -> bytes:
    """Return the PDF/UA-1 of a typst ``source`` with ``data`` as its ``sys.inputs.data``.

    The root is a folder that holds ``logo.png`` at most, or a template could read any file below
    the working folder.

    :raises CannotDraw: as ``draw_pdf``.
    """
    return drawing.submit(compile_here, source, data, fonts, made_on, logo).result()


def compile_here(
    source: bytes, data: dict[str, Any], fonts: tuple[Path, ...], made_on: date, logo: bytes | None
) -> bytes:
    """Return what ``compiled`` does, drawn in this thread.

    :raises CannotDraw: as ``draw_pdf``.
    """
    with TemporaryDirectory() as root:
        compiler = compiler_for(fonts)
        if logo:
            (Path(root) / "logo.png").write_bytes(logo)
        try:
            pdf = compiler.compile(
                source,
                format="pdf",
                pdf_standards=["ua-1"],
                root=root,
                sys_inputs={"data": json.dumps(data)},
                timestamp=datetime.combine(made_on, time.min, tzinfo=UTC),
            )
        except RuntimeError as error:
            # Not chained: typst quotes letters of the name, and a traceback would log them.
            raise refusal(str(error)) from None
    return cast("bytes", pdf)  # a list only for pictures of several pages


def refusal(said: str) -> CannotDraw:
    """Return typst's refusal in words that name nobody."""
    lacks = LACKS.search(said)
    if lacks is None:
        inaccessible = MISSING.match(said)
        return CannotDraw(
            f"typst refused: {inaccessible[0] if inaccessible else 'see the template'}"
        )
    code, glyph = lacks.group("code", "glyph")
    return no_font_for(chr(int(code, 16)) if code else glyph)


def compiler_for(fonts: tuple[Path, ...]) -> "Compiler":
    """Return the compiler for ``fonts``, made once: a reused one is several times faster.

    :raises CannotDraw: when typst is not installed.
    """
    if fonts not in compilers:
        compilers[fonts] = new_compiler(fonts)
    return compilers[fonts]


def new_compiler(fonts: tuple[Path, ...]) -> "Compiler":
    """Return a compiler that knows the fonts in the folders ``fonts`` and no others.

    Where set-up copied none, typst's own serif draws Latin, Greek, Cyrillic, Hebrew and Arabic: a
    plainer page is better than none.

    :raises CannotDraw: when typst is not installed.
    """
    try:
        typst = import_module("typst")
    except ImportError:
        message = "typst is not installed"
        raise CannotDraw(message) from None
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=not font_files(fonts),
        font_paths=[folder for folder in fonts if folder.is_dir()],
    )
    compiler: Compiler = typst.Compiler(b"", font_paths=found)
    return compiler


def font_files(fonts: tuple[Path, ...]) -> list[Path]:
    """Return the TTF and OTF files in ``fonts``, folder by folder, sorted by name in each."""
    return [
        file
        for folder in fonts
        if folder.is_dir()
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in {".ttf", ".otf"}
    ]
