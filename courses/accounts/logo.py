"""An uploaded logo, drawn anew by Pillow: whatever else the file held is gone.

Caps: 5 MB and 25 megapixels in, 200 kB out.
"""

from io import BytesIO

from PIL import Image, ImageOps

KINDS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
LEAST_SIDE = 32
BOX = (480, 144)  # twice the size at which pages show it, for fine screens
MOST_BYTES_KEPT = 200_000
NEARLY_WHITE = 225


class LogoRefused(ValueError):
    """The file cannot be a logo; its words say why and what to do."""


def redrawn(data: bytes) -> bytes:
    """Return the picture in ``data`` as a PNG that fits the header, without its metadata.

    :raises LogoRefused: when it is no PNG, JPEG or WebP picture, too large, too small, or so pale
        that nobody would see it on white.
    """
    if len(data) > MOST_BYTES:
        raise LogoRefused("The picture is larger than 5 MB. Save it smaller and try again")
    picture = opened(data)
    picture.thumbnail(BOX, Image.Resampling.LANCZOS)
    on_white = Image.new("RGBA", picture.size, "white")
    on_white.alpha_composite(picture)
    if sum(on_white.convert("L").histogram()[:NEARLY_WHITE]) == 0:
        raise LogoRefused(
            "The logo would not be seen on a white page. Choose a version made for white paper"
        )
    opaque = sum(picture.getchannel("A").histogram()[:255]) == 0
    return as_png(picture.convert("RGB") if opaque else picture)


def opened(data: bytes) -> Image.Image:
    """Return the first picture in ``data``, upright, with red, green, blue and transparency.

    :raises LogoRefused: when Pillow cannot read it, or its sides are out of bounds.
    """
    try:
        with Image.open(BytesIO(data), formats=KINDS) as picture:
            refuse_sides(*picture.size)
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except LogoRefused:
        raise
    # Pillow answers a broken file with any of these, depending on where it breaks.
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise LogoRefused(not_a_picture(data)) from error


def refuse_sides(width: int, height: int) -> None:
    """Let a picture of this many pixels pass.

    :raises LogoRefused: when it is larger than the cap, or too small to be read.
    """
    if width * height > MOST_PIXELS:
        raise LogoRefused(
            f"The picture is {width} by {height} pixels: more than 25 million."
            " Save it smaller and try again"
        )
    if min(width, height) < LEAST_SIDE:
        raise LogoRefused(
            f"The picture is {width} by {height} pixels."
            f" Choose one with at least {LEAST_SIDE} pixels each way"
        )


def not_a_picture(data: bytes) -> str:
    """Return what to tell somebody whose file cannot be opened."""
    if b"<svg" in data[:1_000].lower():
        return "SVG files are not accepted: they can hold scripts. Save the logo as PNG"
    return "The file is not a PNG, JPEG or WebP picture, or it is damaged. Choose another file"


def as_png(picture: Image.Image) -> bytes:
    """Return ``picture`` as PNG, with 256 colours where all of them would take too much room."""
    whole = saved(picture)
    if len(whole) <= MOST_BYTES_KEPT:
        return whole
    return saved(picture.quantize(256, method=Image.Quantize.FASTOCTREE))


def saved(picture: Image.Image) -> bytes:
    """Return the bytes of ``picture`` as a PNG that holds pixels alone."""
    clean = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        clean.putpalette(picture.palette or b"")
    clean.paste(picture)
    out = BytesIO()
    clean.save(out, format="PNG", optimize=True)
    return out.getvalue()
