"""Passages in another language than the page's say so: `lang`, and `dir` where they run the other way (WCAG 2.2, 3.1.2).

Where a translation is lacking other words stand in, and whatever template shows them, its HTML is marked (Passage). Here an attribute
takes the marks' place: of the element, if it holds nothing else, or of a <span>.

Where no element can stand, in an attribute or a <title>, nothing can say the language of a part. The element is then in that of most of
its words, if it holds no others; a name or a tooltip of an element that holds some says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ..model.untranslated import MARK

_MARK = re.compile(MARK.format("([a-z0-9-]*)"))
#: Tags, with the marks that stand in their attributes, and the other marks.
_TOKEN = re.compile(rf"""(</?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>|{MARK.format("[a-z0-9-]*")})""")
#: Elements that hold words and no elements.
_WORDS_ALONE = re.compile(r"(<(?:title|option)\b[^<>]*>)([^<]*)(?=</)")
#: Elements of which attributes say all, and those attributes.
_SAID_BY_ATTRIBUTES = {"audio", "img", "input", "meta", "svg", "textarea", "video"}
_SAYING = re.compile(r'\s(?:alt|aria-label|content|placeholder|title)="([^"]*)"')
_NAME = re.compile(r"</?([a-zA-Z][\w:-]*)")


class Language(NamedTuple):
    """What HTML says of a language."""

    tag: str  # BCP 47
    direction: str  # ltr or rtl


def bare(text: str) -> str:
    """A text without marks."""
    return _MARK.sub("", text) if MARK[0] in text else text


def told(html: str, own: str, languages: Mapping[str, Language]) -> str:
    """HTML of a page in the language `own`, with attributes in the place of marks; a language without an entry is called by its code."""
    return _Telling(own, languages).told(html) if MARK[0] in html else html


class _Telling:
    def __init__(self, own: str, languages: Mapping[str, Language]):
        self._own, self._languages = own, languages
        self._done: list[str] = []
        self._open: list[tuple[str, int | None]] = []  # passages: the language, and where one begins in `_done` that is in another

    def told(self, html: str) -> str:
        pieces = _TOKEN.split(_WORDS_ALONE.sub(self._of_words_alone, html))
        for number, piece in enumerate(pieces):
            if mark := _MARK.fullmatch(piece):
                if mark[1]:
                    self._begin(mark[1])
                else:
                    self._end(next((pieces[at] for at in range(number + 1, len(pieces)) if pieces[at].strip()), ""))
            else:
                self._done.append(self._of_attributes(piece) if MARK[0] in piece else piece)
        return "".join(self._done)

    def _begin(self, language: str) -> None:
        around = self._open[-1][0] if self._open else self._own
        self._open.append((language, len(self._done) if language != around else None))
        self._done.append("")

    def _end(self, follows: str) -> None:
        """End the innermost passage, after which a piece of the page `follows`."""
        language, begin = self._open.pop() if self._open else ("", None)
        if begin is None:
            return
        before = next((at for at in range(begin - 1, -1, -1) if self._done[at].strip()), None)
        if before is not None and not self._open and _holds_all(self._done[before], follows):
            self._done[before] = self._saying(self._done[before], language)
        else:
            self._done[begin] = self._saying("<span>", language)
            self._done.append("</span>")

    def _of_words_alone(self, element: re.Match[str]) -> str:
        tag, said = element.groups()
        return self._in_language_of_most(tag, said) + bare(said)

    def _of_attributes(self, tag: str) -> str:
        if _NAME.match(tag)[1] in _SAID_BY_ATTRIBUTES:
            tag = self._in_language_of_most(tag, " ".join(_SAYING.findall(tag)))
        return bare(tag)

    def _in_language_of_most(self, tag: str, said: str) -> str:
        letters, within = Counter({self._own: 0}), [self._own]
        for number, part in enumerate(_MARK.split(said)):
            if number % 2 == 0:
                letters[within[-1]] += sum(map(str.isalpha, part))
            elif part:
                within.append(part)
            else:
                within.pop()
        return self._saying(tag, letters.most_common(1)[0][0])

    def _saying(self, tag: str, language: str) -> str:
        """A tag that says a language, if it is another than the page's; a field says no direction, since its reader's words have one."""
        if (language == self._own and tag != "<span>") or " lang=" in tag:
            return tag
        here, there = (self._languages.get(code) for code in (self._own, language))
        said = f' lang="{there.tag if there else language}"'
        if there and here and there.direction != here.direction and _NAME.match(tag)[1] not in _SAID_BY_ATTRIBUTES:
            said += f' dir="{there.direction}"'
        end = -2 if tag.endswith("/>") else -1
        return tag[:end] + said + tag[end:]


def _holds_all(before: str, follows: str) -> bool:
    """Whether what stands between two tags is all that an element holds, which says no language yet."""
    opens, closes = _NAME.match(before), _NAME.match(follows)
    if not opens or not closes or before.startswith("</") or not follows.startswith("</"):
        return False
    return opens[1] == closes[1] and " lang=" not in before
