"""What a drawn PDF says, read back by pikepdf."""

import re
from io import BytesIO

import pikepdf


def opened(pdf):
    """Return the opened document."""
    return pikepdf.open(BytesIO(pdf))


def title_of(pdf):
    """Return the title it gives."""
    with opened(pdf) as document:
        return str(document.docinfo["/Title"])


def fonts_of(pdf):
    """Return the names of the fonts of its first page."""
    with opened(pdf) as document:
        page = document.pages[0]
        return {str(font.BaseFont).partition("+")[2] for font in page.Resources.Font.values()}


def tags(element, name):
    """Return the structure elements called ``name`` below ``element``."""
    if isinstance(element, pikepdf.Array):
        return [found for child in element for found in tags(child, name)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [element] if element.get("/S") == name else []
    return own + (tags(element.K, name) if "/K" in element else [])


def letters(font):
    """Return the text of each glyph code of ``font``, from its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9a-f]{4})>\s*<((?:[0-9a-f]{4})+)>", table, re.IGNORECASE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def text_of(pdf, number=0):
    """Return the words of a page as they are drawn."""
    document = opened(pdf)
    page = document.pages[number]
    fonts = {name: letters(font) for name, font in page.Resources.Font.items()}
    found, font = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        if str(operator) in {"TJ", "Tj"}:
            shown = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            found += [
                font[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)
            ]
    return "".join(found)
