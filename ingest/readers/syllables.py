"""Whether words are Vietnamese syllables: the measure of text read right, whatever its encoding or its scan.

A written syllable is an onset, a rime and a tone; a rime that ends in a stop (c, ch, p, t) takes the acute or the dot
tone only. The table of rimes is the closed inventory of the orthography.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = (
    *("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""),
)
_RIMES_IN_ORDER = """
a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt
âc âm ân âng âp ât âu ây
e ec em en eng eo ep et
ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y ych yêm yên yêng yêt yêu yn ynh yt
"""
_RIMES = frozenset(_RIMES_IN_ORDER.split())
_TONES = {"\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "."}
_STOPS = ("c", "ch", "p", "t")
_FRONT = frozenset("eêiy")
_WORD = re.compile(r"[^\W\d_]+")
_GLUED = 9  # letters; where the words of a text are longer on average, its blanks are lost, not its letters
#: Marks without a letter to join, control characters, signs of Latin-1 and of Windows that legal texts do not use.
_ODD = re.compile(
    r"[\u0080-\u00a6\u00a8-\u00af\u00b4\u00b6-\u00b8\u00bf\u00d7\u00f7\u0300-\u036f\u2020-\u2022\u20ac\ufffd]"
)
_NUMERAL = re.compile(r"[ivxlcdm]+$")


@lru_cache(100_000)
def is_syllable(word: str) -> bool:
    """Whether a word in lower case is a possible Vietnamese syllable, marks and tone included."""
    bare, tones = _without_tone(word)
    if len(tones) > 1 or len(bare) > 7:
        return False
    for onset in _ONSETS:
        rime = bare[len(onset) :]
        if bare.startswith(onset) and rime in _RIMES and _agree(onset, rime):
            return not rime.endswith(_STOPS) or tones in ("'", ".")
    return False


def _without_tone(word: str) -> tuple[str, str]:
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(_TONES.get(letter, "") for letter in apart)
    bare = "".join(letter for letter in apart if letter not in _TONES)
    return unicodedata.normalize("NFC", bare), tones


def _agree(onset: str, rime: str) -> bool:
    """The spelling rules of c/k, g/gh and ng/ngh."""
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset == "c":
        return not front
    return not (front and onset in ("g", "ng") and rime[0] != "i")


def share_of_syllables(text: str) -> float:
    """The share of letters that stand in Vietnamese syllables, from 0 to 1.

    Signs that no text in Vietnamese holds count as letters. 1 for a text without words, or whose blanks are lost.
    """
    text = unicodedata.normalize("NFC", text)
    words = _WORD.findall(text.lower())
    if sum(map(len, words)) > _GLUED * len(words) > 0:
        return 1.0
    judged = [word for word in words if len(word) > 1 and not _NUMERAL.match(word)]
    right = sum(len(word) for word in judged if is_syllable(word))
    every = sum(map(len, judged)) + len(_ODD.findall(text))
    return right / every if every else 1.0
