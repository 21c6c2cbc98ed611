"""Where a citation may begin: the cheap pattern that finds candidates. What it lets through, the parser judges.

Units need a label or "này" after them; kinds of documents in small letters a number; bare numbers the form of one.
"""

from __future__ import annotations

import re

START = re.compile(
    r"""
    (?<![^\W\d_])(?:
      (?:[ĐÐđð]iều|ĐIỀU)(?=\s*\d|\s+từ\s+\d|\s+(?:này|nêu\s+trên|nói\s+trên)(?!\w))
    | (?<!tài\ )(?<!Tài\ )(?:[Kk]hoản|[Kk]hỏan|KHOẢN)(?=\s*\d|\s+từ\s+\d|\s+(?:này|nêu\s+trên|nói\s+trên|[IVX]+(?!\w)|[a-zđ](?!\w)|[A-ZĐ]\.[IVX]))
    | (?<!địa\ )(?<!thời\ )(?<!quan\ )(?<!Địa\ )(?<!Thời\ )(?<!trọng\ )(?:[ĐÐđð]iểm|ĐIỂM)(?=\s+[“"'‘]?(?:[a-zđA-ZĐ]\w?(?!\w)|\d|này(?!\w)))
    | (?:[Cc]hương|CHƯƠNG)(?=\s+(?:[IVXLC]+[a-z]?(?!\w)|\d\d?(?!\d)|này(?!\w)|thứ\s))
    | (?<!danh\ )(?<!Danh\ )(?<!hạng\ )(?<!khoản\ )(?:[Tt]iểu\s+)?(?:[Mm]ục|MỤC)(?=\s+(?:[IVXLC]+(?!\w)|\d|[A-ZĐ](?!\w)|này(?!\w)|thứ\s))
    | (?<!thành\ )(?<!cổ\ )(?:[Pp]hần|PHẦN)(?=\s+(?:[IVXLC]+(?!\w)|\d|[A-ZĐ](?!\w)|này(?!\w)|thứ\s+\w))
    | (?<!chi\ )(?<!Chi\ )(?<!điều\ )(?:[Tt]iểu\s+)?[Tt]iết(?=\s+(?:[a-zđ](?!\w)|[ivx]+(?!\w)|\d+\.\d))
    | (?:[Pp]hụ\s+lục|PHỤ\s+LỤC)(?=\s*(?:[Ss]ố\s*)?(?:\d|[IVXLC]+(?![^\W\d_])|[A-Z](?!\w))|\s+(?:này|kèm|ban\s+hành|của)|\s*,?\s*\(?\s*(?:ban\s+hành\s+)?kèm)
    | (?:[Bb]iểu\s+)?(?:(?:Mẫu|MẪU)(?=\s+(?:(?:[Ss]ố|SỐ)\s*:?\s*)?(?:\d|[IVX]+(?!\w)))|mẫu(?=\s+số\s*:?\s*\d))
    | (?:[Ss]ố\s+thứ\s+tự|STT)(?=\s+\d)
    | (?<!KỶ\ )(?<!PHÁP\ )(?<!Kỷ\ )(?<!kỷ\ )(?:Bộ\s+[Ll]uật|BỘ\s+LUẬT|Luật|LUẬT|Pháp\s+[Ll]ệnh|PHÁP\s+LỆNH|Hiến\s+[Pp]háp|HIẾN\s+PHÁP)(?!\w)
    | (?<!pháp\ )(?<!kỷ\ )(?:bộ\s+luật|luật|pháp\s+lệnh)(?=\s+[A-ZĐÂĂÊÔƠƯÁÀẢẤẦẮỐỐỨỦỔỦ])
    | (?:Nghị\s+(?:định|quyết)|NGHỊ\s+(?:ĐỊNH|QUYẾT)|Quyết\s+định|QUYẾT\s+ĐỊNH|Thông\s+(?:tư|báo|tri)|THÔNG\s+(?:TƯ|BÁO|TRI)
        |Chỉ\s+thị|CHỈ\s+THỊ|Kế\s+hoạch|KẾ\s+HOẠCH|Chương\s+trình|CHƯƠNG\s+TRÌNH|Quy\s+(?:định|chế|chuẩn|trình|hoạch|tắc)|QUY\s+(?:ĐỊNH|CHẾ)
        |Kết\s+luận|KẾT\s+LUẬN|Hướng\s+dẫn|HƯỚNG\s+DẪN|Công\s+(?:văn|điện|ước)|CÔNG\s+(?:VĂN|ĐIỆN)|Tờ\s+trình|TỜ\s+TRÌNH|Báo\s+cáo|BÁO\s+CÁO
        |Văn\s+bản|VĂN\s+BẢN|Sắc\s+(?:lệnh|luật)|SẮC\s+(?:LỆNH|LUẬT)|Lệnh|Đề\s+án|ĐỀ\s+ÁN|Điều\s+lệ|ĐIỀU\s+LỆ|Phương\s+án|Dự\s+án|Giấy\s+(?:phép|mời)
        |Biên\s+bản|Nội\s+quy|Hiệp\s+(?:định|ước)|Danh\s+mục|Hợp\s+nhất|Tiêu\s+chuẩn|Chiến\s+lược|Bản\s+quy\s+định|Bộ\s+(?:tiêu\s+chí|quy\s+tắc))(?!\w)
    | (?:nghị\s+(?:định|quyết)|quy(?:ết\s+định|\s+định|\s+chế)|thông\s+(?:tư|báo)|chỉ\s+thị|kế\s+hoạch|chương\s+trình|kết\s+luận|hướng\s+dẫn
        |công\s+(?:văn|điện)|tờ\s+trình|báo\s+cáo|văn\s+bản|bộ\s+luật|(?<!pháp\ )luật|pháp\s+lệnh|điều\s+lệ|hiệp\s+định|công\s+ước)
        (?=\s+(?:số|này|nêu\s+trên|nói\s+trên|\d))
    | (?:NĐ|NQ|QĐ|TT|TTLT|CT|KH|CV|VBHN)\s+(?=(?:[Ss]ố\s*:?\s*)?\d)
    | (?:QCVN|TCVN|QCĐP)\s*\d
    | BL(?:DS|HS|TTDS|TTHS|LĐ|HH)(?!\w)
    | (?:số|Số|SỐ)\s*:?\s*(?=\d+[\w.]*\s?[/\-–]\s?[\dA-ZĐ])
    | (?<![\d/.\-])(?=\d{1,5}\s?/\s?(?:19|20)\d\d\s?/\s?[A-ZĐ]|\d{1,5}[-/][A-ZĐ][A-ZĐa-z]{1,5}[-/][A-ZĐ])
    )
    """,
    re.VERBOSE,
)
