"""What rules know of languages: languages.yml, by code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

LANGUAGES: Mapping[str, dict] = yaml.load(Path(__file__).with_suffix(".yml").read_text("utf-8"), yaml.CSafeLoader)


def words_held(code: str) -> frozenset[str] | None:
    """The words that hold a language's sentences together; None for a language of which nothing is known."""
    known = LANGUAGES.get(code.partition("-")[0])
    return frozenset(known["held"].split()) if known else None
