"""robots.txt: what a site lets programs read, and how long they should wait between two requests (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "traluat"
_SLOWEST = 30.0  # seconds that a site may ask us to wait


class Robots:
    """The rules of every site met, each asked for once. `get` answers the status and the text of an address."""

    def __init__(self, get: Callable[[str], tuple[int, str]]) -> None:
        self._get = get
        self._rules: dict[str, RobotFileParser] = {}

    def allow(self, address: str) -> bool:
        """Whether the site lets us read an address; one without robots.txt does, one in trouble does not."""
        return self._of(address).can_fetch(AGENT, address)

    def known_delay(self, host: str) -> float:
        """Seconds between two requests that a host asks for; 0 where it says nothing, or was not asked yet."""
        asked = [rules.crawl_delay(AGENT) for site, rules in self._rules.items() if urlsplit(site).hostname == host]
        return min(max((float(one) for one in asked if one), default=0.0), _SLOWEST)

    def _of(self, address: str) -> RobotFileParser:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._ask(site)
        return self._rules[site]

    def _ask(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        status, text = self._get(f"{site}/robots.txt")
        if status >= 500:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse(text.splitlines() if status < 300 else [])
        return rules
