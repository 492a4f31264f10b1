"""Small pictures and sounds, made where a test needs them."""

from io import BytesIO

from PIL import Image

SOUND = b"ID3\x04\x00" + bytes(64)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options) -> bytes:
    """Return a picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, "#0b5f69").save(out, format=kind, **options)
    return out.getvalue()


def size_of(data: bytes) -> tuple[int, int]:
    """Return the sides of a picture in pixels."""
    with Image.open(BytesIO(data)) as opened:
        return opened.size
