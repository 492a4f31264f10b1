"""Rules of pictures and sounds: each is used, is there, and is what its block needs."""

from collections.abc import Iterator

from courses.packages.parts import Package
from courses.packages.problems import Findings, Problem
from courses.packages.schema.lesson import Audio, Image


def check(package: Package, findings: Findings) -> None:
    """Note what is wrong with the media of ``package``."""
    findings.refuse("block-media", missing(package))
    findings.refuse("block-media", unused(package))


def missing(package: Package) -> Iterator[Problem]:
    """Yield the blocks whose file is not there, or is a sound where a picture is needed."""
    for _lesson, block in package.blocks():
        options = block.options
        if not isinstance(options, Image | Audio):
            continue
        medium = package.media.get(options.file)
        if medium is None:
            text = f"There is no file {options.file}"
            hint = "Put it into the folder media/ of the package."
            yield block.place.problem(text, "file", hint=hint)
        elif medium.is_picture != isinstance(options, Image):
            text = f"{options.file} is a {'picture' if medium.is_picture else 'sound'}"
            yield block.place.problem(f"{text}, which a block {block.kind} cannot show", "file")


def unused(package: Package) -> Iterator[Problem]:
    """Yield the files that no block shows."""
    shown = {getattr(block.options, "file", "") for _lesson, block in package.blocks()}
    for name in package.media:
        if name not in shown:
            text = "No block shows this file"
            yield Problem(name, 0, "file", text, "Show it in a block, or leave it out.")
