"""Invented text written in the old encodings, for tests: an encoder of its own, apart from the tables of the readers.

TCVN3 and VISCII are given by Vietnamese letters beside the Latin letters that Windows shows for them; VNI by how its
keyboard spells a letter: the plain letter, then one mark.
"""

from __future__ import annotations

import unicodedata

#: The text of the tests; it holds every tone on several vowels, and all special letters.
TEXT = """Cộng hòa xã hội chủ nghĩa Việt Nam
Điều 1. Phạm vi điều chỉnh của văn bản giả định này
1. Quyết định này quy định về trình tự, thủ tục giải quyết hồ sơ đất đai trên địa bàn tỉnh.
a) Những tổ chức, cá nhân sử dụng đất có trách nhiệm chấp hành nghiêm chỉnh, kịp thời;
b) Khuyến khích mọi người ở mỗi hộ ủng hộ quỹ; không ỷ lại, ý kiến đóng góp được gửi về ủy ban.
Điều 2. Hiệu lực
Quyết định này có hiệu lực kể từ ngày ký và thay thế các quy định trước đây về cùng nội dung."""

_TCVN3 = (
    "à=µ ả=¶ ã=· á=¸ ạ=¹ ằ=» ẳ=¼ ẵ=½ ắ=¾ ặ=Æ ầ=Ç ẩ=È ẫ=É ấ=Ê ậ=Ë è=Ì ẻ=Î ẽ=Ï é=Ð ẹ=Ñ ề=Ò ể=Ó ễ=Ô ế=Õ ệ=Ö ì=× ỉ=Ø ĩ=Ü "
    "í=Ý ị=Þ ò=ß ỏ=á õ=â ó=ã ọ=ä ồ=å ổ=æ ỗ=ç ố=è ộ=é ờ=ê ở=ë ỡ=ì ớ=í ợ=î ù=ï ủ=ñ ũ=ò ú=ó ụ=ô ừ=õ ử=ö ữ=÷ ứ=ø ự=ù ỳ=ú "
    "ỷ=û ỹ=ü ý=ý ỵ=þ ă=¨ â=© ê=ª ô=« ơ=¬ ư=\u00ad đ=® Ă=¡ Â=¢ Ê=£ Ô=¤ Ơ=¥ Ư=¦ Đ=§"
)
_VISCII = (
    "ạ=Õ ắ=¡ ằ=¢ ặ=£ ấ=¤ ầ=¥ ẩ=¦ ậ=§ ẽ=¨ ẹ=© ế=ª ề=« ể=¬ ễ=\u00ad ệ=® ố=¯ ồ=° ổ=± ỗ=² ộ=µ ờ=¶ ở=· ị=¸ ơ=½ ớ=¾ ẳ=Æ ẵ=Ç "
    "ẻ=ë ỳ=Ï ứ=Ñ ỷ=Ö ừ=× ử=Ø ỹ=Û ỵ=Ü ỡ=Þ ư=ß ả=ä ă=å ữ=æ ẫ=ç ĩ=î ỉ=ï đ=ð ự=ñ ỏ=ö ọ=÷ ụ=ø ũ=û ủ=ü ợ=þ Đ=Ð"
)
_VNI_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "\u0302": "â", "\u0306": "ê"}
_VNI_ROUND = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_SINGLE = {
    **{"ị": "ò", "ỉ": "æ", "ĩ": "ó", "ì": "ì", "í": "í", "ỵ": "î", "đ": "ñ"},
    **{"Đ": "Ñ", "Ị": "Ò", "Ỉ": "Æ", "Ĩ": "Ó", "Ỵ": "Î"},
}


def _by_pairs(pairs: str, text: str) -> str:
    table = {pair[0]: pair[2] for pair in pairs.split(" ")}
    return "".join(table.get(letter, letter) for letter in text)


def tcvn3(text: str = TEXT) -> str:
    """The Latin letters that Windows shows for a text in TCVN3; small letters only carry tones there."""
    return _by_pairs(_TCVN3, text)


def viscii(text: str = TEXT) -> str:
    return _by_pairs(_VISCII, text)


def vni(text: str = TEXT) -> str:
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    if letter in _VNI_SINGLE or ord(letter) < 128:
        return _VNI_SINGLE.get(letter, letter)
    plain, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _VNI_ROUND), "")
    if "\u031b" in marks:  # the horn is a letter of its own
        return {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[plain] + (_VNI_MARKS[tone] if tone else "")
    shape = next((mark for mark in marks if mark in ("\u0302", "\u0306")), "")
    both = _VNI_ROUND if shape == "\u0302" else _VNI_BREVE
    spelt = both[tone] if shape and tone else _VNI_MARKS[shape or tone]
    return plain + (spelt.upper() if letter.isupper() else spelt)
