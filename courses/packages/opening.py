"""The way into the room: a path in, a draft and everything wrong with it out.

What reads YAML and knows the schema is loaded by the first package that a process opens: it takes
ten megabytes, and most web processes never see one.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from courses.catalogue.drafts import VersionDraft
from courses.common.markdown import RENDERER
from courses.packages import archive, media, rendering
from courses.packages.problems import Findings, Report

if TYPE_CHECKING:
    from courses.packages.parts import Package

SHARED = "shared/"


@dataclass(frozen=True, slots=True)
class Opened:
    """One package as it was found; ``draft`` is None where a problem refuses it."""

    report: Report
    draft: VersionDraft | None = None
    package: "Package | None" = None


def opened(path: Path, *, today: date, shared: Path | None = None) -> Opened:
    """Return the package at ``path``, a folder or a zip, checked whole.

    ``shared``: a folder of facts, sources and so on, used where the package carries none of its
    own. ``today`` is the day for review dates, which are warnings.
    """
    from courses.packages import building, checking, citing, reading  # noqa: PLC0415 - see above

    findings = Findings()
    contents = archive.read(path)
    texts = texts_of(contents, shared, findings)
    if findings.problems and reading.COURSE not in texts:
        return Opened(findings.report())
    package = reading.read(texts, findings)
    if package is None:
        return Opened(findings.report())
    package.media = media.read(contents.media, findings)
    cited = citing.cited(package)
    checking.check(package, cited, today=today, findings=findings)
    html = rendering.render(citing.pieces(package, cited), findings)
    report = findings.report()
    if not report.is_clean:
        return Opened(report, package=package)
    draft = building.draft(package, cited, html=html, renderer=RENDERER)
    return Opened(report, draft, package)


def texts_of(contents: archive.Contents, shared: Path | None, findings: Findings) -> dict[str, str]:
    """Return the texts of the package by path, with ``shared`` where it has none."""
    findings.problems.extend(contents.problems)
    texts = dict(contents.texts)
    if shared is not None and not any(name.startswith(SHARED) for name in texts):
        beside = archive.read(shared)
        findings.problems.extend(beside.problems)
        texts.update({SHARED + name: text for name, text in beside.texts.items()})
    return texts


BUNDLED = frozenset({"courses", "readings"})


def shared_beside(path: Path) -> Path | None:
    """Return the ``shared`` folder beside a bundled course or document, in ``fixtures``."""
    courses = path.resolve().parent
    beside = courses.parent / "shared"
    is_bundled = courses.name in BUNDLED and courses.parent.name == "fixtures"
    return beside if is_bundled and beside.is_dir() else None
