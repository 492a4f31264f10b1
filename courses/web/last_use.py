"""When a sign-in was last used: in a signed cookie, so that reading a page writes no row.

It is bound to the session. It is set anew once a sixtieth of the idle limit has passed, not on each
page of somebody who goes from question to question: with 60 minutes a sign-in ends after 59 to 60.
"""

import time
from hashlib import sha256
from typing import Final

from django.core import signing

SIGNER: Final = signing.TimestampSigner(salt="courses.last-use")
PARTS_OF_LIMIT = 60


def mark_of(session_key: str) -> str:
    """Return what ties the cookie of last use to one session, without telling its key."""
    return sha256(session_key.encode()).hexdigest()[:16]


def cookie_for(session_key: str) -> str:
    """Return the cookie that says that this session is used now."""
    return SIGNER.sign(mark_of(session_key))


def idle_for(cookie: str, session_key: str, *, limit: int) -> int | None:
    """Return for how many seconds the session was not used, None where that is over ``limit``.

    None also for a cookie that is not ours, or of another session.
    """
    try:
        mark = SIGNER.unsign(cookie, max_age=limit)
    except signing.BadSignature:
        return None
    if mark != mark_of(session_key):
        return None
    return int(time.time()) - signing.b62_decode(cookie.rsplit(":", 2)[1])


def is_due(idle: int, *, limit: int) -> bool:
    """Test whether the cookie is to be set anew after ``idle`` seconds."""
    return idle * PARTS_OF_LIMIT >= limit
