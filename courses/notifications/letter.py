"""A mail as HTML beside its plain text: the same words, one button, no picture, nothing counted."""

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string

from courses.common.links import signed
from courses.notifications.models import Message

# What the one button says, by what the mail is about.
ACTIONS: Final = {
    Message.Kind.SIGN_IN: "Open the page",
    Message.Kind.CERTIFICATE: "Sign in to see it",
    Message.Kind.INVITATION: "Join",
    Message.Kind.REMINDER: "Sign in and go on",
    Message.Kind.REFRESHER: "Answer, if you like",
    Message.Kind.LIST: "Sign in to see it",
    Message.Kind.NOTICE: "Open the page",
    Message.Kind.DIGEST: "Open the list",
    Message.Kind.RECORD: "Sign in to see it",
    Message.Kind.SUPERVISION: "Open the page",
    Message.Kind.JOINING: "Get a code to sign in",
    Message.Kind.RECAP: "Sign in and read",
}
LINK: Final = re.compile(r"(https?://[^\s<>\"]+)")


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words of a line; ``url`` where they are an address of ours, which is a link then."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, its lines as segments; or, with ``action``, the one button."""

    lines: tuple[tuple[Segment, ...], ...] = ()
    action: str = ""


def html_of(message: Message) -> str:
    """Return the HTML of ``message``."""
    parts = parts_of(message.body)
    label = ACTIONS[Message.Kind(message.kind)]
    context = {"subject": message.subject, "parts": parts, "label": label}
    return render_to_string("courses/email/letter.html", context)


def parts_of(body: str) -> list[Part]:
    """Return the paragraphs of ``body``; the first line that is our address is a button."""
    parts: list[Part] = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in paragraph.splitlines()]
        has_button = any(part.action for part in parts)
        at = next((i for i, line in enumerate(lines) if is_own(line)), None)
        if at is None or has_button:
            parts.append(Part(lines=tuple(segments_of(line) for line in lines)))
            continue
        around = (lines[:at], lines[at + 1 :])
        before, after = (tuple(segments_of(line) for line in some) for some in around)
        found = (Part(lines=before), Part(action=lines[at]), Part(lines=after))
        parts += [part for part in found if part.lines or part.action]
    return parts


def is_own(line: str) -> bool:
    """Test whether ``line`` is an address of this platform and nothing else."""
    return bool(LINK.fullmatch(line)) and (line + "/").startswith(settings.SITE_URL + "/")


def segments_of(line: str) -> tuple[Segment, ...]:
    """Return ``line`` cut at its addresses; only those of this platform become links."""
    pieces = [piece for piece in LINK.split(line) if piece]
    return tuple(Segment(piece, url=piece if is_own(piece) else "") for piece in pieces)


def headers_of(message: Message) -> dict[str, str]:
    """Return the headers that stop optional mails by one click in the mail program (RFC 8058)."""
    if message.kind != Message.Kind.REFRESHER or message.recipient_id is None:
        return {}
    wish = signed("optional-mail", message.recipient_id)
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}/optional-mail/{wish}/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
