"""The recordings that the content names: each is there, is what its name says, and has captions where it is a video.

They are published as they are: what re-encodes them is larger than all that a build needs.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..paths import Project
from .logos import Unusable

#: Ending -> how such a file begins: ID3v2 or a frame of MPEG audio; ISO 14496-12, 4.3; RFC 3533; RFC 8794; WebVTT, 4.1.
_BEGINS = {
    "mp3": rb"ID3|\xff[\xe2-\xff]",
    "m4a": rb".{4}ftyp",
    "ogg": rb"OggS",
    "mp4": rb".{4}ftyp(?!qt  )",
    "webm": rb"\x1aE\xdf\xa3",
    "vtt": rb"(\xef\xbb\xbf)?WEBVTT[ \t\r\n]",
}
_VIDEOS = ("mp4", "webm")


def captions(file: str) -> str | None:
    """The file of a video's captions, beside it; None where a file is no video."""
    stem, _, ending = file.rpartition(".")
    return f"{stem}.vtt" if ending in _VIDEOS else None


def check(project: Project, file: str) -> None:
    """Raise Unusable where a recording such as assets/welcome.mp4 cannot be published."""
    if ".." in Path(file).parts:
        raise Unusable(f'is "{file}", which leads out of assets/, expected a file in it. Copy the file there.')
    if not project.asset(file).is_file():
        raise Unusable(f'is "{file}", and there is no such file in docs/. Add it, or correct the path.')
    if not _is_named_well(project, file):
        raise Unusable(f'is "{file}", which is another kind of file whatever its name. Export it again, as MP3 or MP4.')
    if said := captions(file):
        if not project.asset(said).is_file():
            raise Unusable(f'is "{file}", a video, and there are no captions beside it, expected "{said}". Add them.')
        if not _is_named_well(project, said):
            raise Unusable(f'is "{file}", and "{said}" beside it is no WebVTT, expected captions. Save them as WebVTT.')


def _is_named_well(project: Project, file: str) -> bool:
    """Whether a file begins as one of its ending does."""
    with project.asset(file).open("rb") as opened:
        return bool(re.match(_BEGINS[file.rpartition(".")[2]], opened.read(12), re.DOTALL))
