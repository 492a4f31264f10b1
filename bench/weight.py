"""How much a browser loads for one page the first time, compressed, and from whom."""

import gzip
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

LOADED = re.compile(
    r'<(?:link(?=[^>]*rel="(?:stylesheet|icon|preload|modulepreload|manifest)")|script|img|source)'
    r'\b[^>]*?\b(?:href|src)="([^"]+)"'
)
IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
IN_SCRIPT = re.compile(r"""(?:^|;|\s)(?:import|export)\b[^"';]*["']([^"']+)["']""")


@dataclass
class Weight:
    """Bytes after gzip of the page itself and of everything it loads, and foreign addresses."""

    page: int
    parts: dict[str, int] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return the bytes of the page and its parts."""
        return self.page + sum(self.parts.values())


def weigh(port: int, path: str, html: bytes) -> Weight:
    """Return the weight of a page whose HTML was fetched from ``path`` already."""
    weight = Weight(page=len(gzip.compress(html, 6)))
    base = f"http://127.0.0.1:{port}"
    waiting = [urljoin(f"{base}{path}", found) for found in LOADED.findall(html.decode())]
    while waiting:
        url = waiting.pop()
        if url.startswith("data:") or url in weight.parts:
            continue
        if urlsplit(url).netloc != f"127.0.0.1:{port}":
            weight.foreign.append(url)
            continue
        text, weight.parts[url] = part(port, urlsplit(url).path)
        inner = IN_CSS if url.endswith(".css") else IN_SCRIPT if url.endswith(".js") else None
        waiting += [urljoin(url, found) for found in inner.findall(text)] if inner else []
    return weight


def part(port: int, path: str) -> tuple[str, int]:
    """Return the text of one static file and its size as it is sent to a browser with gzip."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        sent = response.read()
        is_packed = response.getheader("Content-Encoding") == "gzip"
        whole = gzip.decompress(sent) if is_packed else sent
        return whole.decode(errors="replace"), len(sent)
    finally:
        connection.close()
