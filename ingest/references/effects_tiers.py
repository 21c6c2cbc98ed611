"""Who may act on whom: a document of a lower body does not end or amend one of a higher body."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.address import DocumentId
from corpus.vocabulary import base_code

#: Bodies in the order of the law on issuing documents (Điều 4 Luật 64/2025/QH15); those not here are not compared.
_TIERS = {"qh": 1, "ubtvqh": 2, "ctn": 2, "cp": 3, "ttg": 4, "hdnd": 6, "ubnd": 7}
_MINISTRY = 5
_MINISTRIES = re.compile(r"(?!bct$|btv$|bbt$|bch$)b[a-z]{1,9}|nhnn|ttcp|ktnn")


def may_act_on(actor: DocumentId, target: DocumentId) -> bool:
    """False only where both bodies are known and the actor's is the lower one."""
    mine, theirs = _tier(actor.issuer), _tier(target.issuer)
    return mine is None or theirs is None or mine <= theirs


@lru_cache(maxsize=4096)
def _tier(issuer: str) -> int | None:
    for code in (issuer, base_code(issuer), issuer.split("-")[0]):
        if code in _TIERS:
            return _TIERS[code]
    return _MINISTRY if _MINISTRIES.fullmatch(issuer) else None
