"""Words from underthesea; the only module that knows the library.

`segment` gives what `underthesea.word_tokenize` gives for each line, several times as fast: the tokens of a
stretch without blanks are remembered (no pattern of the library reaches across a blank), and the library's own
model is decoded by `search.crf`. If the model is not the one this was proved against, the stock function answers.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from search.crf import Segmenter, read_model

log = logging.getLogger(__name__)

#: sha256 of the model and dictionary of underthesea 9.5.0, for which equality was tested.
_PROVED = {
    "models.bin": "c3a64c64349f1d73304f89babacaa8f8cd6078b1ec1a1b2c104e9e411ac1d2c3",
    "dictionary.bin": "ec8c62b3881c6682c18959988e1fe08800cc835777778845bded470ca02745d9",
}
_MODEL = Path("pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727")
_MOST_CHUNKS = 2_000_000  # remembered stretches; beyond this the cache is emptied


def segment(lines: Sequence[str]) -> list[list[str]]:
    """The words of each line, punctuation included, syllables of a word joined by blanks."""
    fast = _fast()
    return [stock(line) for line in lines] if fast is None else fast(lines)


def stock(line: str) -> list[str]:
    """The library's own answer for one line."""
    found: list[str] = _stock()(line)
    return found


@cache
def _stock() -> Callable[[str], list[str]]:
    from underthesea import word_tokenize

    tokenize: Callable[[str], list[str]] = word_tokenize
    return tokenize


@cache
def _fast() -> Callable[[Sequence[str]], list[list[str]]] | None:
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / _MODEL
    for name, digest in _PROVED.items():
        path = folder / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            log.warning("underthesea carries another word model than 9.5.0; its own slower function is used")
            return None
    return _Fast(folder)


class _Fast:
    """The quick way; same output."""

    def __init__(self, folder: Path) -> None:
        import joblib  # type: ignore[import-untyped]
        from underthesea.pipeline.text_normalize import token_normalize
        from underthesea.pipeline.text_normalize.character_normalize import normalize_characters_in_text
        from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

        self._normal: Callable[[str], str] = normalize_characters_in_text
        self._token: Callable[[str], str] = token_normalize
        self._patterns = patterns
        self._segmenter = Segmenter(
            read_model((folder / "models.bin").read_bytes()), joblib.load(folder / "dictionary.bin")
        )
        self._chunks: dict[str, list[str]] = {}

    def __call__(self, lines: Sequence[str]) -> list[list[str]]:
        if len(self._chunks) > _MOST_CHUNKS:
            self._chunks.clear()
        return [self._words(line) for line in lines]

    def _words(self, line: str) -> list[str]:
        tokens = self._tokens(line)
        inside = self._segmenter.inside(tokens)
        return stock(line) if inside is None else _joined(tokens, inside)

    def _tokens(self, line: str) -> list[str]:
        text = self._normal(line)
        chunks = text.split()
        found: list[str] = []
        for chunk in chunks[:-1]:
            found += self._cut(chunk + " ")  # a few patterns look whether anything follows
        if chunks:
            ended = text.endswith(chunks[-1]) or text.endswith(chunks[-1] + "\n")  # as `$` sees it
            found += self._cut(chunks[-1] if ended else chunks[-1] + " ")
        return found

    def _cut(self, chunk: str) -> list[str]:
        known = self._chunks.get(chunk)
        if known is None:
            known = self._chunks[chunk] = [self._token(match[0]) for match in self._patterns.finditer(chunk)]
        return known


def _joined(tokens: Sequence[str], inside: Sequence[bool]) -> list[str]:
    words: list[str] = []
    for token, within in zip(tokens, inside, strict=True):
        if within and words:
            words[-1] += " " + token
        else:
            words.append(token)
    return words
