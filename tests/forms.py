"""What worksheets must ask and say, on paper and on their pages, read from the YAML files alone: nothing here uses the library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from expected import WITH_SHEETS, Content, plain

#: What stands for all the worksheets of a chapter.
PACKET = "packet"


class Form(Protocol):
    """A worksheet of a chapter in a language, or its packet."""

    language: str
    chapter: str
    part: str


def parts(content: Content, sheet: Form) -> list[dict]:
    """The worksheets that a form holds."""
    return [one for one in content.pages[sheet.chapter]["worksheets"] if sheet.part in (one["id"], PACKET)]


def covered(content: Content, sheet: Form) -> Iterator[dict]:
    """Yield every section that its worksheets are about."""
    for worksheet in parts(content, sheet):
        yield from content.pages[f"{sheet.chapter}/worksheet/{worksheet['id']}"]["asks"]


def wanted_fields(content: Content, sheet: Form) -> dict[str, tuple[str, str]]:
    """Name of each field -> (its PDF type, words of its accessible name), from the YAML alone."""
    language = sheet.language
    found: dict[str, tuple[str, str]] = {}
    for worksheet in parts(content, sheet):
        found |= {f"{worksheet['id']}/own/{key}": ("/Tx", content.interface[f"own-{key}"][language]) for key in ("name", "date")}
        found |= {f"{worksheet['id']}/{fact['id']}": ("/Tx", fact["label"][language]) for fact in worksheet.get("facts", ())}
    for section in covered(content, sheet):
        for number in range(1, section.get("places", 0) + 1):
            found |= {f"{section['id']}/own/{number}/{kind}": ("/Tx", str(number)) for kind in ("ask", "answer")}
        for item in section.get("items", ()):
            if section["kind"] == "questions":
                found[f"{item['id']}/ask"] = ("/Btn", plain(item["ask"][language]))
            elif section["kind"] == "reflection":
                found[item["id"]] = ("/Tx", plain(item["ask"][language]))
            for option in section.get("options", ()):
                found[f"{item['id']}/{option['id']}"] = ("/Tx", f"{item['title'][language]}, {option['label'][language]}")
        for part in (section, *section.get("items", ())):
            for prompt in part.get("prompts", ()):
                found |= {f"{part['id']}/{prompt['id']}/{key}": value for key, value in prompt_fields(content, prompt, language)}
    return found


def prompt_fields(content: Content, prompt: dict, language: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (end of a field's name, (type, words)) for a prompt."""
    if prompt["kind"] == "notes":
        yield from ((note["id"], ("/Tx", note["label"][language])) for note in prompt["notes"])
    elif prompt["kind"] == "checklist":
        yield from ((box["id"], ("/Btn", box["label"][language])) for box in prompt["boxes"])
    elif prompt["kind"] == "table":
        named = prompt["rows"] if isinstance(prompt["rows"], list) else [{"id": number} for number in range(1, prompt["rows"] + 1)]
        for number, row in enumerate(named, start=1):
            words = row["label"][language] if "label" in row else str(number)
            if isinstance(prompt["rows"], list) and "label" not in row:
                yield row["id"], ("/Tx", words)
            for column in prompt["columns"]:
                kind = "/Btn" if "choices" in column else "/Tx"
                yield f"{row['id']}/{column['id']}", (kind, words if "label" in row else column["label"][language])
    else:
        letter = content.pages[prompt["letter"]]
        labels = {blank["id"]: blank["label"][language] for blank in letter["placeholders"]}
        for version, wording in wordings(letter):
            texts = [("subject", wording.get("subject")), *((str(number), text) for number, text in enumerate(wording["body"], start=1))]
            for part, text in texts:
                for blank in re.findall(r"\{([a-z-]+)\}", text[language]) if text else ():
                    yield f"{version}{part}/{blank}", ("/Tx", labels[blank])


def wordings(letter: dict) -> Iterator[tuple[str, dict]]:
    """Yield what begins the names of its blanks, and the wording, for each version of a letter, or for the letter itself."""
    for version in letter.get("versions", ()):
        yield f"{version['id']}/", {"subject": letter.get("subject")} | version
    if "body" in letter:
        yield "", letter


def worksheet_texts(content: Content, sheet: Form) -> Iterator[str]:
    """Each section, step, question with reason and hint, tip and reflection, what `sheet` says of it, and each prompt's words."""
    shown = [(worksheet, field) for worksheet in parts(content, sheet) for field in ("title", "use")]
    shown += [(fact, "label") for worksheet in parts(content, sheet) for fact in worksheet.get("facts", ())]
    for section in covered(content, sheet):
        told = [item for item in section.get("items", ()) if section["kind"] in WITH_SHEETS or "prompts" in item]
        shown += [(option, "label") for option in section.get("options", ())]
        shown += [(entry, field) for entry in (section, *told) for field in ("title", "ask", "why", "listen", "sheet")]
        for prompt in (prompt for part in (section, *told) for prompt in part.get("prompts", ())):
            lists = [prompt[key] for key in ("notes", "columns", "boxes", "rows") if isinstance(prompt.get(key), list)]
            labelled = [entry for entries in lists for entry in entries]
            labelled += [choice for column in prompt.get("columns", ()) for choice in column.get("choices", ())]
            shown += [(entry, "label") for entry in (prompt, *labelled)]
    yield from (plain(entry[field][sheet.language]) for entry, field in shown if field in entry)
