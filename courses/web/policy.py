"""What every address declares: who may open it, by which methods, and whose rows it shows.

A view carries exactly one Policy, put there by the gate of its audience; ``tests/test_policies.py``
walks the addresses and fails where one is missing. Addresses of installed packages are declared
here.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may open an address. ``rows``.

    O own, S the scope of one's grants, W the whole organisation, P nobody's in particular.
    """

    audience: str
    methods: tuple[str, ...]
    rows: str
    permission: str = ""


# Pages of django-allauth, by the prefix of their address name. "account": anybody may come, allauth
# sends the signed-in on and the stranger to sign in as each page needs.
FOREIGN = {
    "account_": Policy("public", ("GET", "POST"), "O"),
    "mfa_": Policy("member", ("GET", "POST"), "O"),
}


def declare(policy: Policy, gate: Callable[[View], View]) -> Callable[[View], View]:
    """Return the decorator that puts ``policy`` on a view behind ``gate``, for its methods."""

    def decorate(view: View) -> View:
        head = ["HEAD"] if "GET" in policy.methods else []
        guarded = require_http_methods([*policy.methods, *head])(gate(view))

        @wraps(view)
        def entry(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return guarded(request, *args, **kwargs)

        entry.policy = policy  # type: ignore[attr-defined]
        return login_not_required(entry) if policy.audience == "public" else entry

    return decorate


def policy_of(pattern: URLPattern) -> Policy | None:
    """Return the policy of one address, or None where nobody declared one."""
    own = getattr(pattern.callback, "policy", None)
    if own is not None:
        return own  # type: ignore[no-any-return]
    name = pattern.name or ""
    return next((policy for prefix, policy in FOREIGN.items() if name.startswith(prefix)), None)


def addresses(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Return every address as (route, full name, pattern), in the order of the URLconf."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, route, inner)
        else:
            yield route, f"{space}{entry.name or ''}", entry


def as_rows() -> list[dict[str, Any]]:
    """Return every address with its policy, one dict an address.

    ``policy`` is None where undeclared.
    """
    rows = []
    for route, name, pattern in addresses():
        policy = policy_of(pattern)
        rows.append(
            {"route": f"/{route}", "name": name, "policy": asdict(policy) if policy else None}
        )
    return rows
