"""What of the content is offered, and in which order: handbook.yml, as brand.yml and an organization's pages change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model.addresses import HOME
from ..model.kinds import KINDS
from ..paths import Project
from ..problems import Problem, closest, nearest, quoted
from .documents import Document, Keys
from .merged import Merged
from .verbs import faults, place, verbs, without_verbs


@dataclass(frozen=True)
class File:
    """A file of content/ as it was read: ours, with an organization's laid over it."""

    name: str  # without folder and ending: the id of a page, chapter or letter
    document: Document | Merged
    data: object
    readable: bool  # whether the data could be had at all
    added: bool = False  # whether it is the organization's alone
    top: Document | None = None  # the organization's file
    theirs: object = None  # and its data


Entry = tuple[str, Document | Merged, Keys]  # an id that a list names, and where it does


def unread(written: Sequence[str], settings: object) -> frozenset[str]:
    """The languages whose texts nobody gets to read: neither offered nor the first, which stands in for what is not translated.

    `written` are all languages that texts may be in, `settings` the data of handbook.yml with those that are offered.
    """
    offered = [language.get("code") for language in settings["languages"]] if written else []
    return frozenset(written[1:]).difference(offered)


class Selection:
    """The settings and pages that are left once an organization has chosen, placed and hidden."""

    def __init__(self, project: Project, settings: File, brand: File, folders: dict[str, list[File]]):
        self._project, self._brand = project, brand
        self.problems: list[Problem] = []
        self.hidden: dict[str, str] = {}  # id of a page that is left out -> where that is said
        self.written: tuple[str, ...] = ()  # codes of every language that texts may be in
        self.settings = settings
        self.pages = {kind: [replace(file, data=without_verbs(file.data)) for file in files] for kind, files in folders.items()}
        if isinstance(settings.data, dict):
            self._choose(dict(settings.data), folders)

    def _choose(self, data: dict, folders: dict[str, list[File]]) -> None:
        document = Merged(self.settings.document)
        self._languages(data, document)
        for kind, files in folders.items():
            lists = {name: self._entries(data, name) for name in KINDS[kind].lists}
            for file in files:
                if isinstance(file.theirs, dict):
                    self._apply(kind, lists, file, files)
            if kind == "chapters":
                self._chosen_chapters(lists, [file.name for file in files])
            for name, entries in lists.items():
                if isinstance(data.get(name), list):
                    data[name] = [entry[0] for entry in entries]
                    for position, (_, source, keys) in enumerate(entries):
                        document.came((name, position), source, keys)
            ranks = {str(entry[0]): rank for rank, entry in enumerate(lists[KINDS[kind].lists[0]])} if kind != "pages" else {}
            offered = [file for file in self.pages[kind] if file.name not in self.hidden]
            self.pages[kind] = sorted(offered, key=lambda file: (ranks.get(file.name, len(ranks)), file.name))
        self.settings = replace(self.settings, data=data, document=document)

    def _entries(self, data: dict, name: str) -> list[Entry]:
        value = data.get(name)
        return [(page, self.settings.document, (name, position)) for position, page in enumerate(value)] if isinstance(value, list) else []

    def _apply(self, kind: str, lists: dict[str, list[Entry]], file: File, files: list[File]) -> None:
        """Do what an organization's file says of its page as a whole."""
        said = verbs(file.theirs)
        about = f'{KINDS[kind].noun} "{file.name}"'
        if problems := faults(said):
            self.problems += [Problem(file.top.path, (verb,), f"{about}: {message}") for verb, message in problems]
            return
        if said.get("hide"):
            self._hide(about, lists, file, files)
            return
        where = place(said)
        listed = any(entry[0] == file.name for entries in lists.values() for entry in entries)
        if where:
            self._put(kind, lists, file, *where)
        elif file.added and not listed:
            lists[KINDS[kind].lists[-1]].append((file.name, file.top, ()))

    def _put(self, kind: str, lists: dict[str, list[Entry]], file: File, verb: str, target: str) -> None:
        """Put a page after or before another one, in every list that names the other one."""
        known = [str(entry[0]) for entries in lists.values() for entry in entries if entry[0] != file.name]
        if target not in known:
            hidden = f" It is left out by {self.hidden[target]}." if target in self.hidden else ""
            hint = hidden or closest(target, known) or f" Choose one of {quoted(known)}."
            noun = KINDS[kind].noun
            message = f'{noun} "{file.name}": \'{verb}\' is "{target}", expected the id of a {noun} that is offered.{hint}'
            self.problems.append(Problem(file.top.path, (verb,), message))
            return
        for entries in lists.values():
            entries[:] = [entry for entry in entries if entry[0] != file.name]
            names = [entry[0] for entry in entries]
            if target in names:
                entries.insert(names.index(target) + (verb == "after"), (file.name, file.top, (verb,)))

    def _hide(self, about: str, lists: dict[str, list[Entry]], file: File, files: list[File]) -> None:
        if file.name == HOME or file.added:
            ours = [other.name for other in files if not other.added]
            reason = "every handbook begins with it" if file.name == HOME else "it is not one of ours"
            hint = "" if file.name == HOME else closest(file.name, ours)
            self.problems.append(Problem(file.top.path, ("hide",), f"{about} cannot be hidden: {reason}.{hint or ' Remove the line.'}"))
            if file.name == HOME:
                return
        self.hidden[file.name] = self._project.relative(file.top.path)
        for entries in lists.values():
            entries[:] = [entry for entry in entries if entry[0] != file.name]

    def _chosen_chapters(self, lists: dict[str, list[Entry]], known: list[str]) -> None:
        """Let brand.yml say which chapters are offered, and in which order."""
        chosen = self._brand.data.get("chapters") if isinstance(self._brand.data, dict) else None
        if isinstance(chosen, list):
            meant = {nearest(str(name), known) for name in chosen}  # a misspelt chapter is chosen
            self.hidden.update((name, self._project.relative(self._brand.document.path)) for name in known if name not in meant)
            lists["chapters"] = [(name, self._brand.document, ("chapters", position)) for position, name in enumerate(chosen)]

    def _languages(self, data: dict, document: Merged) -> None:
        """Let brand.yml say which languages are offered, and which one comes first; without a word of it, ours are.

        A language that the organization adds is not offered before brand.yml says so: its texts come bit by bit.
        """
        languages = data.get("languages")
        if not isinstance(languages, list) or not all(isinstance(language, dict) for language in languages):
            return
        codes = [language.get("code") for language in languages]
        self.written = tuple(code for code in codes if isinstance(code, str))
        chosen = self._brand.data.get("languages") if isinstance(self._brand.data, dict) else None
        if not isinstance(chosen, list):
            added = [document.source(("languages", position))[0] is self.settings.top for position in range(len(codes))]
            self._offer(data, document, [position for position, new in enumerate(added) if not new])
            return
        for position, code in enumerate(chosen):
            if code in chosen[:position]:
                message = f"brand: entry {position + 1} of 'languages' is \"{code}\" again, expected once. Remove one of them."
                self.problems.append(Problem(self._brand.document.path, ("languages", position), message))
            if code not in codes:
                hint = closest(str(code), self.written) or f" Choose among {quoted(self.written)}."
                message = f"brand: entry {position + 1} of 'languages' is \"{code}\", expected a language of handbook.yml.{hint}"
                self.problems.append(Problem(self._brand.document.path, ("languages", position), message))
        self._offer(data, document, [codes.index(code) for code in dict.fromkeys(map(str, chosen)) if code in codes])

    def _offer(self, data: dict, document: Merged, positions: list[int]) -> None:
        """Leave the languages at these positions, in their order, if there are any."""
        languages = data["languages"]
        if positions:
            data["languages"] = [languages[position] for position in positions]
            for position, old in enumerate(positions):
                document.came(("languages", position), self.settings.document, ("languages", old))
