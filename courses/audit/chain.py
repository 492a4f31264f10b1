"""Pure rules of the hash chain: what an event hashes to, and where a chain first breaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from courses.common.jcs import digest


@dataclass(frozen=True, slots=True)
class Link:
    """One event as the chain sees it."""

    chain: int
    sequence: int
    at: datetime
    actor_id: int | None
    verb: str
    about_kind: str
    about_id: int
    details: dict[str, object]
    previous_hash: str

    def hash(self) -> str:
        """Return the SHA-256 over every field and the previous hash, as 64 hexadecimal digits."""
        return digest(
            {
                "chain": self.chain,
                "sequence": self.sequence,
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": self.actor_id,
                "verb": self.verb,
                "about": [self.about_kind, self.about_id],
                "details": self.details,
                "previous": self.previous_hash,
            }
        )


def first_break(
    links: Iterable[tuple[Link, str]], *, after: int = 0, previous_hash: str = ""
) -> int | None:
    """Return the sequence of the first link that does not follow, or None where the chain is whole.

    ``links``: pairs of a link and the hash stored with it, by rising sequence. The chain starts
    behind the closed prefix: sequence ``after``, whose hash was ``previous_hash``.
    """
    for link, stored in links:
        if (
            link.sequence != after + 1
            or link.previous_hash != previous_hash
            or link.hash() != stored
        ):
            return after + 1
        after, previous_hash = link.sequence, stored
    return None
