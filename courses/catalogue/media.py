"""Pure: a picture or a sound of a lesson, as a draft names it; its bytes are kept by hash."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediumDraft:
    """One picture or sound: its path in the package, the hash it is kept under, what it is.

    Width and height of a picture in pixels; ``alt`` is empty for a sound and for decoration.
    """

    path: str
    sha256: str
    type: str
    width: int = 0
    height: int = 0
    alt: str = ""
