"""Pure: the part of an e-mail address behind the @, and whose it cannot be."""

import re
from typing import Final

# Addresses there are anybody's: they say nothing about where somebody works.
FOR_ANYBODY: Final = frozenset(
    {
        "aol.co.uk", "aol.com", "blueyonder.co.uk", "btinternet.com", "btopenworld.com",
        "duck.com", "fastmail.com", "fastmail.fm", "gmail.com", "gmx.co.uk", "gmx.com", "gmx.net",
        "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com", "icloud.com", "inbox.com",
        "live.co.uk", "live.com", "mac.com", "mail.com", "mail.ru", "me.com", "msn.com",
        "ntlworld.com", "o2.co.uk", "outlook.co.uk", "outlook.com", "pm.me", "proton.me",
        "protonmail.ch", "protonmail.com", "qq.com", "rocketmail.com", "sky.com",
        "talk21.com", "talktalk.co.uk", "talktalk.net", "tiscali.co.uk", "tuta.com", "tuta.io",
        "tutanota.com", "virginmedia.com", "web.de", "yahoo.co.uk", "yahoo.com", "yahoo.ie",
        "yandex.com", "yandex.ru", "ymail.com", "zoho.com", "zohomail.eu",
    }
)  # fmt: skip
LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN: Final = re.compile(rf"(?:{LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])")
LONGEST: Final = 253


class NoDomain(ValueError):
    """What was typed is not the domain of e-mail addresses."""


class AnybodysDomain(ValueError):
    """Everybody can have an address there."""


def domain_of(email: str) -> str:
    """Return the domain of an address, small; empty where there is none."""
    return email.rpartition("@")[2].strip().lower()


def own_domain(typed: str) -> str:
    """Return the domain that was typed, perhaps as "@elm-park.example" or a whole address.

    :raises NoDomain: when it is none.
    :raises AnybodysDomain: when it is one of public webmail.
    """
    domain = domain_of(typed).rstrip(".")
    if len(domain) > LONGEST or not DOMAIN.fullmatch(domain):
        raise NoDomain(typed)
    if domain in FOR_ANYBODY:
        raise AnybodysDomain(domain)
    return domain
