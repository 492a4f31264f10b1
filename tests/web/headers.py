"""The headers that every answer carries."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self' https://www.bbc.co.uk; base-uri 'none'; frame-ancestors 'none'"
)
PROMISED = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def promised_of(answer, names=tuple(PROMISED)):
    """Return the promised headers as the answer has them."""
    return {name: answer.headers.get(name) for name in names}
