"""Where a citation may begin: the cheap pattern that finds candidates. What it lets through, the parser judges.

Units need a label or "này" after them; kinds of documents in small letters a number; bare numbers the form of one.

The pattern is tried only where a cheaper one sees the first letters of one of its words: most of a text is passed over
by the set of letters that the cheap one begins with, which is five times as fast as the whole pattern alone.
"""

from __future__ import annotations

import re

_THIS = r"(?:này|nêu\s+trên|nói\s+trên)(?!\w)"
_ROMAN = r"[IVXLC]+[a-z]?(?!\w)"
_CAPITAL = r"[A-ZĐ](?!\w)"
_ORDINAL = r"thứ\s+\w"

# "tài khoản 79", "địa điểm a", "danh mục 3", "thành phần 2", "chi tiết a", "kỷ luật" hold such a word and are none.
_NO_CLAUSE = r"(?<!(?i:tài)\s)"
_NO_POINT = r"(?<!(?i:địa)\s)(?<!(?i:thời)\s)(?<!(?i:quan)\s)(?<!(?i:trọng)\s)"
_NO_SECTION = r"(?<!(?i:danh)\s)(?<!(?i:hạng)\s)(?<!(?i:khoản)\s)"
_NO_PART = r"(?<!(?i:thành)\s)(?<!(?i:cổ)\s)"
_NO_SUBPOINT = r"(?<!(?i:chi)\s)(?<!(?i:điều)\s)"
_NO_LAW = r"(?<!(?i:kỷ)\s)(?<!(?i:pháp)\s)"

# "quy trình nội bộ số 1 Mục VI", but neither "ô số 1 Mục IV" nor "biểu số 3 phần I".
_LISTED_ROW = "(?:" + "|".join(rf"(?<={word}\s)" for word in ("trình", "tục", "tử", "bộ", "mục", "có", ",", ";")) + ")"

_UNITS = (
    rf"(?:[ĐÐđð]iều|ĐIỀU)(?=\s*\d|\s+từ\s+\d|\s+{_THIS})",
    r"(?<=[Tt]ên\s)[ĐÐđð]iều(?=\s*(?:,|\s(?:và|hoặc))\s+(?:khoản|điểm)\s+[\da-zđ])",
    rf"{_NO_CLAUSE}(?:[Kk]hoản|[Kk]hỏan|KHOẢN)"
    rf"(?=\s*\d|\s+(?:từ\s+\d|{_THIS}|[IVX]+(?!\w)|[a-zđ](?!\w)|[A-ZĐ]\.[IVX]))",
    rf"{_NO_POINT}(?:[ĐÐđð]iểm|ĐIỂM)(?=\s+[“\"'‘]?(?:[a-zđA-ZĐ]\w?(?!\w)|\d|{_THIS}))",
    rf"(?:[Cc]hương|CHƯƠNG)(?=\s+(?:{_ROMAN}|\d\d?(?!\d)|{_THIS}|{_ORDINAL}))",
    rf"{_NO_SECTION}(?:[Tt]iểu\s+)?(?:[Mm]ục|MỤC)(?=\s+(?:{_ROMAN}|(?:số\s+)?\d|{_CAPITAL}|{_THIS}|{_ORDINAL}))",
    rf"{_NO_PART}(?:[Pp]hần|PHẦN)(?=\s+(?:{_ROMAN}|\d|{_CAPITAL}|{_THIS}|{_ORDINAL}))",
    rf"{_NO_SUBPOINT}(?:[Tt]iểu\s+)?[Tt]iết(?=\s+(?:[a-zđ](?!\w)|[ivx]+(?!\w)|\d+\.\d))",
    r"(?<!Tiểu\s)(?<!tiểu\s)(?:[Pp]hụ\s+lục|PHỤ\s+LỤC)(?=\s*(?:[Ss]ố\s*)?(?:\d|[IVXLC]+(?![^\W\d_])|[A-Z](?!\w))"
    r"|\s+(?:này|(?:đính\s+)?kèm|ban\s+hành|của|[Dd]anh\s+mục\s|(?:Nghị|Thông|Quyết)\s)|\s*,?\s*\(?\s*(?:ban\s+hành\s+)?kèm)",
    r"(?:[Bb]iểu\s+)?(?:Mẫu|MẪU)(?=\s+(?:(?:[Ss]ố|SỐ)\s*:?\s*)?(?:\d|[IVX]+(?!\w)))",
    r"(?:[Bb]iểu\s+)?mẫu(?=\s+số\s*:?\s*\d)",
    rf"{_LISTED_ROW}số(?=\s+\d{{1,4}}\s+(?:tại\s+)?(?:[Tt]iểu\s+mục|[Mm]ục|[Pp]hần)\s+[IVXA-ZĐ\d])",
    r"(?:[Ss]ố\s+thứ\s+tự|STT)(?=\s+(?:số\s+|thứ\s+)?\d)",
    r"[Tt]hứ\s+tự(?=\s+(?:số\s+)?\d+(?:\s*(?:,|và)\s*\d+){0,99}\s+(?:tại\s+|của\s+)?(?:[Mm]ục|[Pp]hần|Phụ\s+lục)\s)",
)
_LAWS = (
    rf"{_NO_LAW}(?:Luật|LUẬT|Bộ\s+[Ll]uật|BỘ\s+LUẬT|Pháp\s+[Ll]ệnh|PHÁP\s+LỆNH|Hiến\s+[Pp]háp|HIẾN\s+PHÁP)(?!\w)",
    rf"{_NO_LAW}(?:luật|bộ\s+luật|pháp\s+lệnh)(?=\s+[A-ZĐÂĂÊÔƠƯÁÀẢẤẦẮỐỨỦỔ])",
    r"BL(?:DS|HS|TTDS|TTHS|LĐ|HH)(?!\w)",
)
_KINDS = (
    "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Thông báo", "Thông tri", "Chỉ thị", "Kế hoạch",
    "Chương trình",
    "Quy định", "Quy chế", "Kết luận", "Hướng dẫn", "Công văn", "Công điện", "Tờ trình", "Báo cáo", "Văn bản",
    "Sắc lệnh", "Sắc luật", "Đề án", "Điều lệ", "Công ước", "Hiệp định",
)  # fmt: skip
_CAPITALISED_ONLY = (
    "Quy chuẩn", "Quy trình", "Quy hoạch", "Quy tắc", "Lệnh", "Phương án", "Dự án", "Giấy phép", "Giấy mời", "Biên bản",
    "Nội quy", "Hiệp ước", "Danh mục", "Hợp nhất", "Tiêu chuẩn", "Chiến lược", "Bản quy định", "Bộ tiêu chí",
    "Bộ quy tắc",
)  # fmt: skip


def _spaced(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(words).replace(" ", r"\s+") + ")"


_DOCUMENTS = (
    _spaced((*_KINDS, *_CAPITALISED_ONLY, *(kind.upper() for kind in _KINDS))) + r"(?!\w)",
    _spaced(tuple(kind.lower() for kind in _KINDS)) + rf"(?=\s+(?:số|{_THIS}|\d))",
    rf"{_NO_LAW}(?:luật|bộ\s+luật|pháp\s+lệnh)(?=\s+(?:số|{_THIS}|\d))",
    r"(?:NĐ|NQ|QĐ|TT|TTLT|CT|KH|CV|VBHN)\s+(?=(?:[Ss]ố\s*:?\s*)?\d)",
    r"(?:QCVN|TCVN|QCĐP)\s*\d",
)
_NUMBERS = (
    r"(?:số|Số|SỐ)\s*:?\s*(?=\d+[\w.]*\s?[/\-–]\s?[\dA-ZĐ])",
    r"(?<![\d/.\-])(?=\d{1,5}\s?/\s?(?:19|20)\d\d\s?/\s?[A-ZĐ])",
    r"(?<![\d/.\-])(?=\d{1,5}[-/][A-ZĐ][A-ZĐa-z]{1,5}[-/][A-ZĐ])",
)

START = re.compile(r"(?<![^\W\d_])(?:" + "|".join((*_UNITS, *_LAWS, *_DOCUMENTS, *_NUMBERS)) + ")")

# The first letters of every word above, each kept as short as what still passes over the rest of Vietnamese.
_CAPITALS = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰÝỲỶỸỴ"
_LIKELY = re.compile(
    rf"""
    [ĐÐđðKkCcMmPpTtSsLlBbHhNnQqDGVv0-9](?<![^\W\d_].)
    (?: i(?: ều\s*(?=[\d,tnvhl]) | ểm\s+(?=[^\w\s]?(?:\w{{1,2}}(?!\w)|\d|n)) | ểu\s+(?:[Mm]ục|[Tt]iết|[Mm]ẫu)
          | ết\s+\w | ến\s+[Pp]háp | ệp\s+(?:ước|định) | ấy\s+(?:phép|mời) | ên\s+bản | êu\s+chuẩn )
      | h(?: oản\s*\w | ỏan | ương\s+(?=[IVXLCtná\d]) | ần\s+(?=[A-ZĐtn\d]) | ụ\s+lục | ứ\s+tự | áp\s+[Ll]ệnh
          | ông\s+(?:tư|báo|tri) | ỉ\s+thị | iến\s+lược )
      | ục\s+(?=[A-ZĐtns\d]) | ẫu\s+(?=[\dsSIVX]) | ố\s*:?\s*\d | ố\s+thứ | uật(?!\w) | ộ\s+(?:[Ll]uật|tiêu|quy)
      | ghị\s+(?:định|quyết) | uyết\s+định | ế\s+hoạch | uy\s+(?:định|chế|chuẩn|trình|hoạch|tắc) | ết\s+luận
      | ướng\s+dẫn | ông\s+(?:văn|điện|ước) | ờ\s+trình | áo\s+cáo | ăn\s+bản | ắc\s+l | ề\s+án | ệnh(?!\w)
      | ự\s+án | ội\s+quy | anh\s+mục | ợp\s+nhất | ản\s+quy
      | [{_CAPITALS}]
      | (?<=\d)(?<![\d/.\-].)(?=\d{{0,4}}(?:\s?/\s?(?:19|20)\d|[-/][A-ZĐ])) )
    """,
    re.VERBOSE,
)


def next_start(text: str, at: int) -> re.Match[str] | None:
    """The first match of `START` from an offset on."""
    while (likely := _LIKELY.search(text, at)) is not None:
        if (start := START.match(text, likely.start())) is not None:
            return start
        at = likely.start() + 1
    return None
