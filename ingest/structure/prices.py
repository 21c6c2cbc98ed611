"""What a reading of a label costs: taking it for text, going on with a series, leaving a gap, starting again."""

from __future__ import annotations

from ingest.structure.markers import ALPHABET, OPTIONAL_LETTERS, Marker, Style

#: The price of taking a label for ordinary text.
TEXT = {
    Style.PART: 3.0,
    Style.CHAPTER: 4.0,
    Style.SECTION: 3.0,
    Style.SUBSECTION: 3.0,
    Style.ARTICLE: 4.0,
    Style.CAPITAL: 1.5,
    Style.ROMAN: 2.0,
    Style.NUMBER: 1.2,
    Style.DECIMAL: 1.2,
    Style.LETTER: 1.2,
    Style.LETTER_DECIMAL: 1.0,
    Style.LOWER_ROMAN: 0.8,
    Style.BRACKETED: 0.5,
}
LIST = 1.0  # a list that is no structure
NESTED_LIST = 0.5
FIRST = 0.1  # a deeper series opens
RUNNING_ON = 0.6  # khoản that count on behind a Roman heading
RESTART = 2.2
REPEATED = 1.5  # two sections of one number, as in hasty plans
SECOND = 1.5  # the first was lost, or runs on in the line before
LATER = 1.7  # a khoản whose predecessors were lost
NOT_FIRST = 2.5
MIXED = 0.7  # 1. and 2) in one series
BEYOND = 0.3  # a Roman heading goes on behind an article


def heading_price(option: Marker, last: tuple[int, ...]) -> tuple[float, str]:
    if not last:
        return (0.0, "") if is_first(option) else (1.5, "")
    price = follows(option, last)
    if price is not None:
        return min(price * 1.5, 3.0), "gap" if price else ""
    if option.ordinal == last:
        return 2.5, "duplicate"
    if is_first(option):
        restart = {Style.ARTICLE: 5.0, Style.CHAPTER: 0.5}.get(option.style, 0.0)
        return restart, "restart" if option.style is Style.ARTICLE else ""
    return 8.0 if option.style is Style.ARTICLE else 2.5, "disorder"


def is_first(option: Marker) -> bool:
    if option.style is Style.LETTER_DECIMAL:
        return option.ordinal[1] == 1
    return option.ordinal == (1, 0) or (option.style is Style.DECIMAL and option.ordinal[-1] == 1)


def gap_price(missing: int) -> float:
    return 0.0 if missing <= 0 else 0.9 + 0.2 * min(missing - 1, 10)


def follows(option: Marker, last: tuple[int, ...]) -> float | None:
    """The price of this number after that one: 0 for the next, more for a gap, None for one that is not later."""
    value, suffix = option.ordinal[0], option.ordinal[1]
    if option.style is Style.LETTER_DECIMAL:
        return gap_price(suffix - last[1] - 1) if value == last[0] and suffix > last[1] else None
    if (value, suffix) <= (last[0], last[1]):
        return None
    if value == last[0]:
        return 0.0 if suffix <= last[1] + 10 else 0.3
    missing = value - last[0] - 1
    if option.style is Style.LETTER:
        missing = sum(1 for letter in ALPHABET[last[0] : value - 1] if letter not in OPTIONAL_LETTERS)
    return gap_price(missing) + (0.8 if suffix else 0.0)


def late(option: Marker) -> float:
    """The price of a series that begins with a later number: the first ones were lost, or run on in other lines."""
    if option.style is not Style.NUMBER or option.ordinal[0] > 30:
        return NOT_FIRST
    return SECOND if option.ordinal == (2, 0) else LATER
