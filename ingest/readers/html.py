"""HTML: the law out of its page, paragraph by paragraph, tables with the place of every cell.

Known law sites mark their content; an unknown page is read whole. What stands outside is counted, not lost silently.
"""

from __future__ import annotations

import lxml.html
from lxml import etree

from corpus.errors import UnreadableSource
from corpus.model import Problem
from ingest.pages import Pages
from ingest.readers import html_blocks, legacy, page_properties
from ingest.readers.encodings import decode
from ingest.readers.sniff import HTML

#: Where the known sites keep the document, most telling first.
_ROOTS = (
    "//*[@data-vbpl-content-root]",
    "//*[@id='divContentDoc']//*[contains(concat(' ', normalize-space(@class), ' '), ' content1 ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' content1 ')]",
    "//*[@id='noidung']//*[contains(concat(' ', normalize-space(@class), ' '), ' the-document-body ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' the-document-body ')]",
    "//*[@id='toanvancontent' or @id='divContentDoc']",
)


def read(data: bytes) -> Pages:
    """The paragraphs and cells of the law in a page; the rest of the page is counted in `left_out`."""
    text, problems = decode(data)
    page = _parse(text)
    root = _root(page)
    problems = (*problems, *_to_unicode(root))
    declared = page_properties.declared(page, outside=root)
    outside = max(html_blocks.visible_length(page) - html_blocks.visible_length(root), 0)
    lines, inside = html_blocks.lines(root)
    left_out = (("trang web", outside + inside),) if outside + inside else ()
    return Pages(tuple(lines), HTML, declared=declared, problems=problems, left_out=left_out)


def _to_unicode(root: lxml.html.HtmlElement) -> tuple[Problem, ...]:
    """Text written for an old font is converted where it stands; pages often hold it as character references."""
    told = legacy.told_by_evidence("\n".join(root.itertext()))
    if told is None:
        return ()
    name, meant = told
    for element in root.iter():
        element.text = meant(element.text) if element.text else None
        element.tail = meant(element.tail) if element.tail else None
    return (legacy.converted_problem(name),)


def _parse(text: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise UnreadableSource("Trang HTML không có nội dung; hãy lưu lại trang từ trình duyệt.") from error
    if any("depth" in entry.message for entry in parser.error_log):  # what lies deeper is left out by the parser
        raise UnreadableSource("Trang HTML lồng nhau quá sâu, không đọc hết được; hãy lưu lại thành PDF hoặc DOCX.")
    return page


def _root(page: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    for path in _ROOTS:
        found: list[lxml.html.HtmlElement] = page.xpath(path)
        if found:
            return max(found, key=html_blocks.visible_length)
    body = page.find("body")
    return page if body is None else body
