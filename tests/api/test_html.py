"""Pages keep the rules of HTML that a browser silently mends: what may stand in what, names that exist, one of each."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from tests.api.test_pages import ALL, VOID

BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
    ),
    *("h4", "h5", "h6", "header", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
}
PHRASING_ONLY = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "b",
    "i",
    "strong",
    "label",
    "button",
    "summary",
    "code",
}
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot", "table"},
    "td": {"tr"},
    "th": {"tr"},
    "caption": {"table"},
    "summary": {"details"},
    "option": {"select"},
    "figcaption": {"figure"},
}
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "tr": {"td", "th"}, "table": {"caption", "thead", "tbody", "tfoot", "tr"}}
INTERACTIVE = {"a", "button", "input", "select", "textarea"}


class Rules(HTMLParser):
    """Collects what breaks the rules, each as `what in what`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.slips: list[str] = []
        self.ids: list[str] = []
        self.pointed: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.slips += [f"nothing is called {name}" for name in self.pointed if name not in self.ids]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._nesting(tag)
        self._names(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def _nesting(self, tag: str) -> None:
        parent = self._open[-1] if self._open else ""
        if tag in BLOCKS and "svg" not in self._open:
            self.slips += [f"{tag} in {one}" for one in self._open if one in PHRASING_ONLY]
        if (tag in PARENTS and parent not in PARENTS[tag]) or (parent in CHILDREN and tag not in CHILDREN[parent]):
            self.slips.append(f"{tag} in {parent}")
        if tag in INTERACTIVE:
            self.slips += [f"{tag} in {one}" for one in self._open if one in ("a", "button")]

    def _names(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.slips += [f"{name} twice on {tag}" for name in set(names) if names.count(name) > 1]
        given = dict(attrs)
        if id := given.get("id"):
            self.ids.append(id)
            if " " in id:
                self.slips.append(f"a blank in the id {id}")
        pointing = ("for", "aria-labelledby", "aria-describedby")
        self.pointed += [str(given[name]) for name in pointing if given.get(name)]
        if tag == "img" and "alt" not in given:
            self.slips.append("img without alt")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()


@pytest.mark.parametrize("address", ALL)
def test_pages_keep_the_rules_of_html(client: TestClient, address: str) -> None:
    assert Rules(client.get(address).text).slips == []


@pytest.mark.parametrize(
    ("html", "slip"),
    [
        pytest.param("<p><div></div></p>", "div in p", id="a block in a paragraph"),
        pytest.param("<a href='/'><a href='/'>x</a></a>", "a in a", id="a link in a link"),
        pytest.param("<ul><p></p></ul>", "p in ul", id="no item in a list"),
        pytest.param("<label for='x'>y</label>", "nothing is called x", id="a label of nothing"),
    ],
)
def test_the_rules_see_what_breaks_them(html: str, slip: str) -> None:
    assert slip in Rules(html).slips
