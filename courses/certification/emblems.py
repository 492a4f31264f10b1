"""The pictures on a certificate's picture: rosette, QR code and the organisation's logo."""

from functools import lru_cache
from io import BytesIO

import segno
from PIL import Image, ImageChops, ImageDraw, ImageOps

WIDTH = 1600
PIXELS_PER_MM = WIDTH / 297

INK = (16, 40, 45)
TEAL = (11, 79, 87)
PETAL = (135, 170, 174)
WHITE = (255, 255, 255)


def within(png: bytes, room: tuple[int, int]) -> Image.Image:
    """Return the picture ``png`` as large as ``room`` (pixels) lets it be, its shape kept."""
    with Image.open(BytesIO(png)) as picture:
        return ImageOps.contain(picture.convert("RGBA"), room)


@lru_cache(maxsize=1)
def rosette() -> Image.Image:
    """Return the rosette with its tick, drawn at three times its size for smooth lines."""
    scale = 3 * PIXELS_PER_MM
    side = round(44 * scale)
    petals = Image.new("L", (side, side))
    for width, height, turns in ((22, 9.5, 18), (14.5, 8.5, 12)):
        petal = Image.new("L", (side, side))
        corners = [side / 2 + x * scale for x in (-width, -height, width, height)]
        ImageDraw.Draw(petal).ellipse(corners, outline=255, width=3)
        for step in range(turns):
            turned = petal.rotate(180 / turns * step, Image.Resampling.BILINEAR)
            petals = ImageChops.lighter(petals, turned)
    picture = Image.new("RGB", (side, side), WHITE)
    picture.paste(PETAL, mask=petals)
    draw = ImageDraw.Draw(picture)
    for radius, colour in ((8.6, WHITE), (7.6, TEAL)):
        draw.circle((side / 2, side / 2), radius * scale, fill=colour)
    tick = [(x * scale, y * scale) for x, y in ((18.5, 22.1), (20.9, 24.5), (25.5, 19.5))]
    draw.line(tick, WHITE, round(1.5 * scale), joint="curve")
    for point in tick:
        draw.circle(point, 0.75 * scale, fill=WHITE)
    return picture.reduce(3)


def qr_picture(address: str, side: int) -> Image.Image:
    """Return the QR code of ``address``, about ``side`` pixels wide, whole pixels a module."""
    rows = segno.make(address, error="m", micro=False).matrix
    code = Image.new("RGB", (len(rows), len(rows)), WHITE)
    code.putdata([INK if module else WHITE for row in rows for module in row])
    scale = max(1, round(side / len(rows)))
    return code.resize((len(rows) * scale,) * 2, Image.Resampling.NEAREST)
