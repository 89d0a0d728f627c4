"""What keeps a file from being read: broken YAML, and YAML that content does without.

libyaml says what its parser met; an author needs to know what to mend, and
where. Most mistakes show in the first character of the text on the line.
"""

from __future__ import annotations

import re

import yaml

from .characters import Found, place

#: A line up to its value: indentation, hyphens, key. Then the value's first character.
_VALUE = re.compile(r"(\s*(?:- +)*(?:[\w-][^\s:]* ?: +)?)(\S)")
_KEY = re.compile(r"\s*(?:- +)*[\w-]+ ?")
#: All that YAML 1.2, 5.1 allows in a file; the rest are control characters.
_CONTROL = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Line ends of YAML 1.1 that editors do not take for any.
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
#: Spaces that look like the plain one and are none to YAML, where it needs one: before a key or a hyphen, and after them.
_OTHER_SPACE = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
_NO_SPACE = re.compile(
    rf"^ *(?:- +)*(?:(?P<indentation>{_OTHER_SPACE})(?: |{_OTHER_SPACE})*(?:- |(?:- ?)?[\w-]+:(?:\s|$))"
    rf"|-(?P<hyphen>{_OTHER_SPACE})|[a-z][\w-]*:(?P<colon>{_OTHER_SPACE}))",
    re.MULTILINE,
)
_IN_PLACE = {
    "indentation": "the line is indented with a no-break space, expected plain spaces. Replace it.",
    "hyphen": "a no-break space follows the hyphen, expected a plain one. Replace it.",
    "colon": "a no-break space follows the colon of a key, expected a plain one. Replace it.",
}
#: What a backslash and a letter make in double quotes, other than the end of a line.
_INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85]")

_BACKSLASH = "a backslash in double quotes has a meaning of its own. Write two of them, or none."
_QUOTE_IT = "Put the whole text in double quotes."
_MEANINGS = {
    "{": f"YAML reads {{ at the start of a text as a mapping. {_QUOTE_IT}",
    "[": f"YAML reads [ at the start of a text as a list. {_QUOTE_IT}",
    '"': "a text that begins with a quotation mark ends at the next one. Write the marks inside it as the language's own.",
    "'": "a text that begins with an apostrophe ends at the next one. Write the ones inside it as ’.",
    ">": f"YAML reads > at the start of a text as a sign that lines follow. {_QUOTE_IT}",
    "|": f"YAML reads | at the start of a text as a sign that lines follow. {_QUOTE_IT}",
    **{sign: f"YAML keeps {sign} at the start of a text for itself. {_QUOTE_IT}" for sign in "@`%?-*&!]},"},
}


class DuplicateKey(yaml.YAMLError):
    """A mapping holds the same key twice."""

    def __init__(self, key: str, mark: yaml.Mark, first: yaml.Mark):
        self.key, self.mark, self.first = key, mark, first


def refused(text: str) -> Found | None:
    """What libyaml would accept in `text` and content does not hold: words would be lost, or a file swell without end.

    Anchors and aliases (a nest of them grows exponentially), tags, a text cut short by " #", invisible characters.
    Raises yaml.YAMLError where the text is not YAML.
    """
    if found := conflict(text) or _spaces(text):
        return found
    for event in yaml.parse(text, yaml.CSafeLoader):
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            noun = "an alias" if isinstance(event, yaml.AliasEvent) else "an anchor" if event.anchor else "a tag"
            word = text[event.start_mark.index : event.start_mark.index + 80].split(maxsplit=1)[0]
            mend = "Put a text that begins so in double quotes, or write out what it stands for."
            return f"YAML reads {word} as {noun}, and content has none. {mend}", _place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent) and (found := _altered(event, text)):
            return found
    return None


def _spaces(text: str) -> Found | None:
    """What looks like a space or the end of a line, and is another thing to YAML than to editors."""
    if match := _SEPARATOR.search(text):
        name = f"U+{ord(match[0]):04X}"
        message = f"YAML takes an invisible character ({name}) for the end of the line, and editors do not. Put a space in its place."
        return message, place(text, match.start())
    if match := _NO_SPACE.search(text):
        return _IN_PLACE[match.lastgroup], place(text, match.start(match.lastgroup))
    return None


def _altered(event: yaml.ScalarEvent, text: str) -> Found | None:
    """A text that is not what the author sees in the file."""
    if not event.style and text.startswith(" #", event.end_mark.index):
        message = 'YAML leaves out what follows " #". Put the whole text in double quotes, or two spaces before a comment.'
        return message, (event.end_mark.line + 1, event.end_mark.column + 2)
    if event.style == '"' and _INVISIBLE.search(event.value):
        return _BACKSLASH, _place(event.start_mark)
    return None


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


def conflict(text: str) -> Found | None:
    """The first of the marks that Git leaves where two people have changed the same lines."""
    match = _CONFLICT.search(text)
    message = (
        "Git has left two versions of the lines that follow, since two people have changed them. "
        "Keep what shall stay, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
    )
    return (message, place(text, match.start())) if match else None


def not_utf8(data: bytes, error: UnicodeDecodeError) -> Found:
    """What is wrong with a file that is no UTF-8 text, and where."""
    before = data[: error.start]
    at = (before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
    return "the file is not UTF-8 text, expected UTF-8. Save it in that encoding.", at


#: An empty list or mapping, with what stands on the line before it.
_EMPTY = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?(\[ *\]|\{ *\}) *(?:#.*)?$")


def _below_empty(lines: list[str], number: int) -> Found | None:
    """Entries below a list, or fields below a mapping, that is written as an empty one."""
    above = next((line for line in range(number - 1, -1, -1) if lines[line].strip() and not lines[line].lstrip().startswith("#")), None)
    match = _EMPTY.match(lines[above]) if above is not None and number < len(lines) and lines[number].strip() else None
    if not match:
        return None
    message = f"this is written below {match[1]}, which says that there is nothing. Delete {match[1]} on the line above."
    return message, (number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1)


def explain(error: yaml.YAMLError, text: str) -> Found:
    """Why `text` is not YAML, how to mend it, and where."""
    if isinstance(error, DuplicateKey):
        message = f"the key '{error.key}' is here twice, expected once (first on line {error.first.line + 1}). Keep one of them."
        return message, _place(error.mark)
    if isinstance(error, yaml.reader.ReaderError):
        return _control(text)
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    return (
        _tab(line, mark)
        or _below_empty(lines, mark.line)
        or _open_quote(text, mark)
        or _elsewhere(error, mark)
        or _first_character(line, mark)
        or _indentation(error, lines, mark)
        or (f"this is not YAML: {error.problem}. Check indentation, quotation marks and colons near this line.", _place(mark))
    )


def _place(mark: yaml.Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _control(text: str) -> Found:
    match = _CONTROL.search(text)
    return f"the file holds an invisible control character (U+{ord(match[0]):04X}). Delete it.", place(text, match.start())


def _tab(line: str, mark: yaml.Mark) -> Found | None:
    indentation = re.match(r"[\s-]*", line)[0]
    if "\t" not in indentation:
        return None
    return "the line is indented with a tab, expected spaces. Replace the tab with spaces.", (mark.line + 1, indentation.index("\t") + 1)


def _open_quote(text: str, mark: yaml.Mark) -> Found | None:
    """A quotation mark that was never closed swallows lines; the place to mend is where it opened."""
    last = None
    try:
        for token in yaml.scan(text, yaml.CSafeLoader):
            if token.start_mark.index >= mark.index:
                break
            last = token
    except yaml.MarkedYAMLError as error:
        if error.context == "while scanning a quoted scalar":
            return _UNCLOSED, _place(error.context_mark)
    swallowed = isinstance(last, yaml.ScalarToken) and last.style in ("'", '"') and last.start_mark.line < last.end_mark.line
    return (_UNCLOSED, _place(last.start_mark)) if swallowed else None


_UNCLOSED = "a text begins with a quotation mark that is not closed. Add the closing mark at the end of the text."


def _elsewhere(error: yaml.MarkedYAMLError, mark: yaml.Mark) -> Found | None:
    """Mistakes that have nothing to do with how the line begins."""
    if "another document" in error.problem or "<document start>" in error.problem:
        return "a second document begins here, expected one in a file. Remove the line of hyphens or full stops.", _place(mark)
    if "unknown escape character" in error.problem:
        return _BACKSLASH, _place(mark)
    if "expected ',' or" in error.problem and mark.line > error.context_mark.line:
        return "a bracket or brace is not closed. Close it on the same line.", _place(error.context_mark)
    return None


def _first_character(line: str, mark: yaml.Mark) -> Found | None:
    """What YAML makes of the first character of the text, if the error is in it."""
    value = _VALUE.match(line)
    if not value or value.start(2) > mark.column or value[2] not in _MEANINGS:
        return None
    if re.match(r"\{ *[\w-]+ ?: ", line[value.start(2) :]):
        message = "between braces, a text that holds a colon, a comma, a bracket or a quotation mark needs double quotes. Add them."
        return message, _place(mark)
    return _MEANINGS[value[2]], (mark.line + 1, value.start(2) + 1)


def _indentation(error: yaml.MarkedYAMLError, lines: list[str], mark: yaml.Mark) -> Found | None:
    """Lines that do not fit those above them, or that lack what makes them a key."""
    if "mapping values are not allowed" in error.problem:
        line = lines[mark.line]
        if not _KEY.fullmatch(line[: mark.column]):
            return f"YAML reads a colon and a space as the end of a key. {_QUOTE_IT}", _place(mark)
        message = "the line is indented further than the one above, expected the same. Align it."
        return _sign_lacking(lines, mark.line - 1) or (message, (mark.line + 1, len(line) - len(line.lstrip()) + 1))
    if "could not find expected ':'" in error.problem:
        message = "the line has no key. Write a key, a colon and a space before it, or indent it further than the key of its text."
        return _sign_lacking(lines, error.context_mark.line) or (message, _place(error.context_mark))
    if "did not find expected key" in error.problem or "did not find expected '-'" in error.problem:
        message = "the line does not fit the lines above it. Align it with the other keys or hyphens of its group."
        return _sign_lacking(lines, mark.line) or _sign_lacking(lines, mark.line - 1) or (message, _place(mark))
    return None


_LACKING = (
    (r"\s*(?:- +)*[a-z][\w-]*:(?=[^\s/])", "a colon has no space after it. Write a space between the key and its text."),
    (r"\s*-(?=\w[\w-]*:(\s|$))", "a hyphen has no space after it. Write a space between the hyphen and the entry."),
    (r"\s*[a-z][\w-]*(?= *$)", "a word stands alone, expected a key. Write a colon after it, or indent it if it belongs to a text."),
)


def _sign_lacking(lines: list[str], number: int) -> Found | None:
    """What the line `number` (from 0) lacks to be a key or an entry; the place is just after the last sign that is right."""
    for pattern, message in _LACKING:
        if match := re.match(pattern, lines[number]):
            return message, (number + 1, match.end() + 1)
    return None
