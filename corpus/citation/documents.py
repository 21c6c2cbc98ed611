"""Read the mention of a document at a position: by number, by name, by "này", by a short form.

Nghị định số 80/2025/NĐ-CP ngày 01/4/2025 của Chính phủ      kind, number, date, issuer
Luật Đất đai số 31/2024/QH15 · Luật Đất đai năm 2024         name, number or year
số 45/2012/NĐ-CP · NĐ 119/2020 · Nghị quyết 68               bare and short numbers
Nghị định này · Quyết định nêu trên                          the document itself; one named before
"""

from __future__ import annotations

import re

from corpus.citation.dated import dated
from corpus.citation.kindwords import LAWS, Kind, kinds_at, short_kind_at
from corpus.citation.names import INITIALS, read_name
from corpus.citation.notation import Mention
from corpus.citation.numbers import NUMBER, SHORT, repair
from corpus.laws import by_name
from corpus.text import Span

_ITSELF = re.compile(r"\s+(?:(?P<own>này)|nêu\s+trên|nói\s+trên|trên\s+đây|trên(?=\s+đây|[\s,.;]|$)|đó)(?!\w)")
_NO = re.compile(r"(?:\s*(?:,\s*)?(?i:số(?:\s+số)?|sô)\s*:?\s*|\s*[:,]?\s+)(?=\d)|\s*(?i:số)\s*:?\s*(?=[/…])")
# "Quyết định số …/2025/QĐ-UBND": a draft names itself before it has a number.
_OPEN_NUMBER = re.compile(r"\s+(?i:số)\s*:?[\s.…_]{0,30}/\s?(?:19|20)\d\d\s?/\s?[A-ZĐ]{2,5}-[A-ZĐ]\w+")
# "(Kèm theo Quyết định số /QĐ-UBND ngày …)": the draft on the cover of what comes with it.
_OPEN_COVER = re.compile(r"\s+(?i:số)\s*:?[\s.…_]{0,30}/\s?[A-ZĐ]{2,5}-[A-ZĐ]\w+")
_COVER = re.compile(r"(?i:kèm\s*theo)\s+$")
_BARE_NO = re.compile(r"(?i:số)\s*:?\s*(?=\d)")
# "Thông tư liên bộ Tài chính, Lâm nghiệp số", "Nghị định của Chính phủ số": the issuer between kind and number.
_BETWEEN = re.compile(
    r"\s+(?:của\s+(?:Chính|Thủ|Bộ|Ủy|Uỷ|Hội|UBND|HĐND|Quốc|Ban|Tỉnh|Thành|Chủ|Tổng|Ngân|Tòa|Viện|Liên)|giữa|liên|[A-ZĐ]\w+(?=,))"
    r"(?:(?!(?i:nghị|thông\s+tư|luật|quyết\s+định|pháp\s+lệnh|thực\s+hiện|ban\s+hành|quy\s+(?:định|chế)|chỉ\s+thị|kế\s+hoạch))[^.;:()\d\n“”\"]){1,60}?\s+(?=(?i:số)\s*:?\s*\d)"
)

# "Công ước về …", "Hiệp định giữa … và …": a treaty by its name.
_TREATY = re.compile(
    r"(?P<kind>Công\s+ước|Hiệp\s+định|Hiệp\s+ước|Nghị\s+định\s+thư)\s+(?=về|của|giữa|khung|[A-ZĐ])"
    r"(?:(?:,\s+(?=[a-zà-ỹđ]))?(?!(?:này|số|quy\s+định|được|đã|có|thì|là|hoặc|theo|tại|để|(?<!tự\s)do|mà|ký|nêu|hết|khi|không|ngày|năm|từ|trị|thuộc|trái|(?<!nguy\s)cấp|với|trên|trong|cho|và\s+[a-zà-ỹđ])(?!\w))"
    r"[^\W\d_]+(?:-[^\W\d_]+)*\s*){2,30}"
)
# What Party documents rest on, without a number.
_PARTY = re.compile(
    r"Điều\s+lệ\s+Đảng(?:\s+Cộng\s+sản\s+Việt\s+Nam)?(?!\w)"
    r"|Nghị\s+quyết\s+Đại\s+hội\s[^.;:()\d\n“”]{0,60}?lần\s+thứ\s+[IVXLC]+(?!\w)(?:\s+(?:của\s+)?Đảng(?!\s+bộ))?"
)
# QCVN 41:2019/BGTVT, TCVN 3907:2011, QCVN 01-189:2019/BNNPTNT
_STANDARD = re.compile(r"(QCVN|TCVN|QCĐP)\s*\d+(?:\s?[-:]\s?\d+){0,3}(?:\s?/\s?[A-ZĐ]{2,12})?(?![\w/])")
_STANDARDS = {
    "QCVN": "Quy chuẩn kỹ thuật quốc gia",
    "QCĐP": "Quy chuẩn kỹ thuật địa phương",
    "TCVN": "Tiêu chuẩn quốc gia",
}
# "Báo cáo thẩm tra số", "Thông báo kết luận số".
_OF_WHAT = re.compile(
    r"(?:\s+(?!của|và|tại|theo|này|số|thi|ban|có)[a-zà-ỹđ]{2,7}){1,3}?\s+(?=(?i:số)\s*:?\s*\d{1,6}\s?[-/–])"
)
_OF_MINISTRIES = re.compile(r"\s+[A-ZĐ][^.;:()\d\n]{2,80}?\s+(?=(?i:số)\s*:?\s*\d)")
_IN_YEAR = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:(?i:năm)\s+)?(?P<year>(?:19|20)\d\d)(?!\d|\s*[/\-]\s*\d|[/.]\d)(?:\s*\(\s*sửa\s+đổi\s*\))?"
)
_LAW_NO = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:(?i:luật|bộ\s+luật)\s+)?(?:(?i:số)\s*:?\s*)?(?=\d{1,3}\w?\s?(?:/|-)\s?(?:(?:19|20)\d\d|[A-Z]))"
)


def read_document(text: str, pos: int) -> Mention | None:
    """Read the mention of a document at a position; None where there is none."""
    kinds = list(kinds_at(text, pos))
    for kind in kinds:
        if (itself := _ITSELF.match(text, kind.end)) is not None:
            own = itself["own"] is not None
            return Mention(Span(pos, itself.end()), kind.name, own=own, back=not own, dated=itself.end())
    law = next((kind for kind in kinds if kind.name in LAWS), None)
    if law is not None and not text[law.end : law.end + 1].isalnum():
        return _law(text, pos, law)
    other = _standard(text, pos) or _party(text, pos) or _treaty(text, pos)
    if other is not None:
        return other
    numbered = next((kind for kind in kinds if kind.numbered), None) or short_kind_at(text, pos)
    return _bare(text, pos) if numbered is None else _numbered(text, pos, numbered.end, numbered.name)


def _standard(text: str, pos: int) -> Mention | None:
    found = _STANDARD.match(text, pos) if text.startswith(("Q", "T"), pos) else None
    if found is None:
        return None
    return Mention(Span(*found.span()), _STANDARDS[found[1]], " ".join(found[0].split()), dated=found.end())


def _party(text: str, pos: int) -> Mention | None:
    found = _PARTY.match(text, pos) if text.startswith(("Đ", "N"), pos) else None
    if found is None:
        return None
    called = " ".join(found[0].split())
    return Mention(Span(*found.span()), " ".join(called.split()[:2]), None, called, dated=found.end())


def _treaty(text: str, pos: int) -> Mention | None:
    found = _TREATY.match(text, pos) if text.startswith(("C", "H", "N"), pos) else None
    if found is None:
        return None
    called = found[0].rstrip()
    kind = " ".join(found["kind"].split())
    return _named(text, pos, pos + len(called), kind, " ".join(called.split()))


def _bare(text: str, pos: int) -> Mention | None:
    """ "số 45/2012/NĐ-CP", "45/2012/NĐ-CP": a number without its kind."""
    lead = _BARE_NO.match(text, pos)
    found = NUMBER.match(text, lead.end() if lead else pos)
    if found is None or found["loose"]:
        return None
    number = repair(found[0])
    if number is None:
        return None
    return dated(text, Span(pos, found.end()), None, str(number), year=number.year)


def _numbered(text: str, pos: int, after: int, kind: str) -> Mention | None:
    lead = _NO.match(text, after)
    if lead is None or text[lead.end()] in "/…":
        open_number = _OPEN_NUMBER.match(text, after)
        if open_number is None and _COVER.search(text, max(0, pos - 12), pos):
            open_number = _OPEN_COVER.match(text, after)
        if open_number is not None:
            return Mention(Span(pos, open_number.end()), kind, own=True, dated=open_number.end())
        lead = lead or _after_issuer(text, after, joint=kind.startswith("Thông tư liên"))
        if lead is None:
            return None
    at = lead.end()
    found = NUMBER.match(text, at)
    if found is not None:
        number = repair(found[0])
        printed = str(number) if number else _as_printed(found)
        year = number.year if number else int(found["year"]) if found["year"] else None
        return dated(text, Span(pos, found.end()), kind, printed, year=year)
    return _short(text, pos, at, kind, said_number="s" in lead[0].lower())


def _after_issuer(text: str, after: int, *, joint: bool) -> re.Match[str] | None:
    """The "số" before a number, where the issuer stands between it and the kind."""
    between = _BETWEEN.match(text, after) or _OF_WHAT.match(text, after)
    if between is None and joint:
        between = _OF_MINISTRIES.match(text, after)
    if between is None:
        return None
    return _NO.match(text, between.end()) or _BARE_NO.match(text, between.end())


def _as_printed(found: re.Match[str]) -> str:
    """A number with parts that are not in the vocabulary: its blanks and dashes mended."""
    if found["loose"]:
        return f"{found['serial']} {found['loose']}"
    return re.sub(r"\s*([-/.&])\s*", r"\1", " ".join(found[0].split())).replace("–", "-")


_SHORT_KINDS = frozenset(
    {
        "Thông tư liên tịch",
        "Nghị định",
        "Nghị quyết",
        "Thông tư",
        "Quyết định",
        "Chỉ thị",
        "Kết luận",
        "Kế hoạch",
        "Công văn",
    }
)
_NOUN_AFTER = re.compile(
    r"\s+(?:nội\s+dung|nhiệm\s+vụ|đồng|người|tháng|năm|ngày|triệu|tỷ|điểm|khoản|văn\s+bản|loại|trường\s+hợp)(?!\w)"
)


def _short(text: str, pos: int, at: int, kind: str, *, said_number: bool) -> Mention | None:
    """ "Nghị quyết 68", "NĐ 119/2020", "Nghị định số 80": a number cut short."""
    found = SHORT.match(text, at)
    if found is None or kind not in _SHORT_KINDS or not text[pos].isupper() or _NOUN_AFTER.match(text, found.end()):
        return None
    if not (said_number or found["year"] or len(found["serial"]) > 1):
        return None
    year = int(found["year"]) if found["year"] else None
    printed = found["serial"] + (f"/{year}" if year else "")
    if year and kind == "Nghị định":
        printed += "/NĐ-CP"
    return dated(text, Span(pos, found.end()), kind, printed, year=year)


def _law(text: str, pos: int, kind: Kind) -> Mention | None:
    numbered = _numbered(text, pos, kind.end, kind.name)
    if numbered is not None:
        return numbered
    if text[max(0, pos - 5) : pos].lower().endswith("pháp "):
        return None
    name = read_name(text, pos)
    return None if name is None else _named(text, pos, name.end, kind.name, _usual(name.text))


def _usual(called: str) -> str:
    """A name printed in capitals, in its usual letters: LUẬT ĐẤT ĐAI → Luật Đất đai."""
    if not called.isupper():
        return called
    known = by_name(called)
    return known[-1].name if known else called.capitalize()


def _named(text: str, pos: int, end: int, kind: str, called: str) -> Mention:
    lead = _LAW_NO.match(text, end)
    found = NUMBER.match(text, lead.end()) if lead else None
    number = repair(found[0]) if found else None
    if found is not None and number is not None:
        return dated(text, Span(pos, found.end()), kind, str(number), called, year=number.year)
    year = _IN_YEAR.match(text, end)
    given = int(year["year"]) if year else None
    return dated(text, Span(pos, end), kind, None, called, year=given, at=year.end() if year else end)


_INITIALS = re.compile("|".join(INITIALS))


def read_initials(text: str, pos: int) -> Mention | None:
    """ "BLTTDS", "BLHS 2015": a law by the initials of its name."""
    found = _INITIALS.match(text, pos)
    if found is None:
        return None
    called = INITIALS[found[0]]
    return _named(text, pos, found.end(), "Bộ luật" if called.startswith("Bộ") else "Luật", called)
