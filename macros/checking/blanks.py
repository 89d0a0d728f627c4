"""Rules for blanks, such as {your-name}: those of letters, of texts that count, and of interface strings.

Like every rule (check.py), each is a function from the Handbook and its parts to (path, message) pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import inline
from ..model.counts import COUNT
from ..model.handbook import Handbook, Letter
from ..model.texts import Text
from ..model.tree import Parts, at, walk
from ..problems import closest, field, nearest, quoted
from .references import Found, unlike

#: A blank, well written or not: {your-name}, {Your name}, {first name}.
_ALMOST = re.compile(r"(?<!\{)\{([^{}%#]{1,60})\}(?!\})")


def blanks(handbook: Handbook, parts: Parts) -> Found:
    """Blanks of letters: those that are used are declared, and those that are declared are used in every language."""
    for number, letter in enumerate(handbook.letters):
        path = ("letters", number)
        texts = [((*path, *inner), text) for inner, text in walk(letter) if isinstance(text, Text) and _is_worded(inner)]
        known = [placeholder.id for placeholder in letter.placeholders]
        used: dict[str, set[str]] = {}
        codes = {code for _, text in texts for code in text.root}
        for place, text in texts:
            for code in sorted(codes - text.root.keys()):  # what is not translated yet is shown in other words, or left out with a fault
                used.setdefault(code, set()).update(_ALMOST.findall(next(iter(text.root.values()), "")))
            for code, string in text.root.items():
                names = _ALMOST.findall(string)
                wrong = [name for name in names if name not in known]
                # a wrong name is likely to stand for one that is lacking: one mistake
                used.setdefault(code, set()).update(known if wrong else names)
                yield from (((*place, code), _undeclared(name, known)) for name in wrong)
        if letter.body or letter.versions:  # one without is told already
            yield from _unused(path, known, used)


def lengths(handbook: Handbook, parts: Parts) -> Found:
    """A letter of which only so many characters can be sent has no more in any language, its blanks filled as in its examples."""
    for number, letter in enumerate(handbook.letters):
        for place, wording in enumerate(letter.wordings if letter.most else ()):
            path = ("letters", number, *(("versions", place) if letter.versions else ()), "body", 0)
            for code in wording.body[0].root if wording.body else ():
                if (length := len(_filled(letter, wording.body, code))) > letter.most:
                    yield (*path, code), f"with its examples the text has {length} characters, expected {letter.most} at most. Shorten it."


def _filled(letter: Letter, paragraphs: Sequence[Text], code: str) -> str:
    """What is sent in a language, where each blank is filled as in its example."""
    examples = {blank.id: blank.example.root.get(code, "") for blank in letter.placeholders}
    texts = (inline.plain(paragraph.root.get(code, "")) for paragraph in paragraphs)
    return "\n\n".join(inline.PLACEHOLDER.sub(lambda blank: examples.get(blank[1], ""), text) for text in texts)


def counts(handbook: Handbook, parts: Parts) -> Found:
    """Elsewhere than in letters the one blank is {count}, in a section that has items; it is in every language."""
    for path, text in parts:
        if not isinstance(text, Text) or path[0] in ("brand", "interface") or _is_of_letter(path):
            continue
        can_count = path[2:3] == ("sections",) and bool(getattr(at(handbook, path[:4]), "items", ()))
        names = {code: _ALMOST.findall(string) for code, string in text.root.items()}
        wrong = [(code, name) for code, found in names.items() for name in found if name != COUNT or not can_count]
        for code, name in wrong:
            yield (*path, code), _unfilled(name, can_count)
        yield from () if wrong else _unequal_blanks(path, names, in_text=True)


def _is_of_letter(path: tuple) -> bool:
    return path[0] == "letters" and _is_worded(path[2:])


def _is_worded(inner: tuple) -> bool:
    """Whether a path within a letter leads to what is written in it, in a version or without."""
    return (inner[2:3] if inner[:1] == ("versions",) else inner[:1]) in (("body",), ("subject",))


def wordings(handbook: Handbook, parts: Parts) -> Found:
    """A letter has one text, or versions of it."""
    for number, letter in enumerate(handbook.letters):
        path = ("letters", number)
        if letter.body and letter.versions:
            yield (
                (*path, "versions"),
                "'versions' stands beside 'body', expected one of them. Make the body one of the versions, or leave them out.",
            )
        elif not letter.body and not letter.versions:
            yield path, "'body' is missing. Add it: The paragraphs. Or add 'versions', of which readers choose one."


def _unfilled(name: str, can_count: bool) -> str:
    mend = f"Write {{{COUNT}}}." if can_count and nearest(name.lower(), [COUNT]) else "Write words in its place."
    wanted = f"{{{COUNT}}}, the number of the section's entries, or none" if can_count else "none"
    return f"the blank {{{name}}} would be shown as it is typed, expected {wanted}. {mend}"


def _undeclared(name: str, known: list[str]) -> str:
    hint = closest(name.lower(), known) or " Add it to 'placeholders'."
    return f"the blank {{{name}}} is not declared, expected one of {quoted(known) or 'none'}.{hint}"


def _unused(path: tuple, known: list[str], used: dict[str, set[str]]) -> Found:
    for position, name in enumerate(known):
        lacking = [code for code, names in used.items() if name not in names]
        if lacking:
            where = f" in {quoted(lacking)}" if len(lacking) < len(used) else ""
            message = f"the letter does not use it{where}. Write {{{name}}} in the body, or remove the placeholder."
            yield (*path, "placeholders", position), message


def interface_blanks(handbook: Handbook, parts: Parts) -> Found:
    """An interface string has the same blanks in every language; the site fills them."""
    for key, text in handbook.interface.items():
        yield from _unequal_blanks(("interface", key), {code: inline.PLACEHOLDER.findall(string) for code, string in text.root.items()})


def _unequal_blanks(path: tuple, found: dict[str, list[str]], in_text: bool = False) -> Found:
    """Languages that have other blanks than the first one; `in_text`: the field is named as well."""
    names = {code: sorted(set(blanks)) for code, blanks in found.items()}
    first, *others = names or [None]
    for code in others:
        if names[code] != names[first]:
            place = (*path, code)
            label = field(place, in_text=True) if in_text else code
            yield place, f"{label} {unlike('blank', names[code], first, names[first])}"


_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def file_names(handbook: Handbook, parts: Parts) -> Found:
    """Interface strings that become part of a file's name are letters that every computer takes."""
    for key, text in handbook.interface.items():
        for code, string in text.root.items() if key.startswith("file-") else ():
            if not _FILE_NAME.fullmatch(string):
                found = f'{code} is "{string}", expected part of a file\'s name: small letters without accents, digits and hyphens.'
                yield ("interface", key, code), f"{found} Change it."


RULES = (wordings, blanks, lengths, counts, interface_blanks, file_names)
