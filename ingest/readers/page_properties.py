"""The property table of a law site's page: what it declares about the document (Số hiệu, Người ký …)."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from corpus.text import fold
from ingest.readers.lines import clean

#: Labels of the known sites, folded; the value is the name handed on.
LABELS = {
    "so hieu": "Số hiệu",
    "so ky hieu": "Số hiệu",
    "so/ky hieu": "Số hiệu",
    "so hieu van ban": "Số hiệu",
    "loai van ban": "Loại văn bản",
    "noi ban hanh": "Nơi ban hành",
    "co quan ban hanh": "Cơ quan ban hành",
    "nguoi ky": "Người ký",
    "ngay ban hanh": "Ngày ban hành",
    "ngay hieu luc": "Ngày có hiệu lực",
    "ngay co hieu luc": "Ngày có hiệu lực",
    "ap dung": "Ngày có hiệu lực",
    "ngay het hieu luc": "Ngày hết hiệu lực",
    "ngay cong bao": "Ngày công báo",
    "ngay dang cong bao": "Ngày công báo",
    "so cong bao": "Số công báo",
    "tinh trang": "Tình trạng",
    "tinh trang hieu luc": "Tình trạng",
    "trang thai": "Tình trạng",
    "linh vuc": "Lĩnh vực",
    "nganh": "Lĩnh vực",
    "trich yeu": "Trích yếu",
    "ten van ban": "Trích yếu",
}
#: What a site prints when it hides or does not know a value.
_NO_VALUE = re.compile(
    r"^(?:đã biết|đang cập nhật|dữ liệu đang cập nhật|chưa xác định|\.*|-+|…)$|đăng nhập", re.IGNORECASE
)
_LONGEST = 400


def label(text: str) -> str | None:
    """The property that a text names, or None."""
    return LABELS.get(fold(text).strip(" :*"))


def value(text: str) -> str | None:
    """The value of a property, or None where the site hides it."""
    text = clean(text)
    return None if not text or len(text) > _LONGEST or _NO_VALUE.search(text) else text


def declared(page: HtmlElement, *, outside: HtmlElement) -> tuple[tuple[str, str], ...]:
    """Label and value pairs of the page that stand outside the law itself, in their order, each label once."""
    inside = set(outside.iter()) if outside is not page.find("body") else set()
    found: dict[str, str] = {}
    for element in page.iter("td", "th", "dt", "div", "span", "b", "strong", "label", "li"):
        if element in inside or len(element) > 2:
            continue
        text = element.text_content()
        name = label(text) if len(text) < 40 else None
        if name and name not in found and (known := value(_value_beside(element) or "")):
            found[name] = known
    return tuple(found.items())


def _value_beside(element: HtmlElement) -> str | None:
    """The text of the next cell or sibling, looking up to two levels out."""
    node = element
    for _ in range(3):
        following = node.getnext()
        tail = (node.tail or "").strip(" :\r\n\t")
        if tail:
            return tail
        if following is not None and isinstance(following.tag, str):
            return following.text_content()
        parent = node.getparent()
        if parent is None or len(parent.text_content()) > 2 * _LONGEST:
            return None
        node = parent
    return None
