"""Pseudo-locales: the handbook in words that nobody reads, to see what a layout does with them."""

from __future__ import annotations

import re

#: What stays as it is in a text: blanks, addresses of links, marks of emphasis.
_KEPT = re.compile(r"(\{[^}]*\}|\]\([^)]*\)|\*+|\[)")
_ACCENTED = str.maketrans("aeioucnsyzAEIOUCNSYZ", "àéîõüçñšýžÀÉÎÕÜÇÑŠÝŽ")
_HEBREW = {letter: chr(0x5D0 + number % 27) for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


def accented(text: str) -> str:
    """The text with accents, and two fifths longer."""
    parts = _KEPT.split(text)
    more = "mõré wõrds " * 100
    longer = more[: round(sum(map(len, parts[::2])) * 0.4)].rstrip()
    return "".join(part if number % 2 else part.translate(_ACCENTED) for number, part in enumerate(parts)) + (
        f" {longer}" if longer else ""
    )


def right_to_left(text: str) -> str:
    """The text in Hebrew letters."""
    parts = _KEPT.split(text)
    return "".join(part if number % 2 else "".join(_HEBREW.get(sign.lower(), sign) for sign in part) for number, part in enumerate(parts))
