"""Addresses of contacts as people write and read them."""

from __future__ import annotations

import re


def bare_address(url: str) -> str:
    """An address as people write it: without scheme, and without a slash at its end."""
    return re.sub(r"^(https://|mailto:|tel:)", "", url).rstrip("/")


def shows(label: str, url: str) -> bool:
    """Whether words show an address: its letters, or the digits of a telephone number, its country code left out (ITU-T E.164)."""
    if not url.startswith("tel:"):
        return bare_address(url).lower().removeprefix("www.") in label.lower()
    said, number = (re.sub(r"\D", "", text) for text in (label, url))
    said = said.lstrip("0")  # which many countries put before a number at home
    return bool(said) and number.endswith(said) and len(number) - len(said) <= 3
