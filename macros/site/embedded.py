"""Pages for the frames of other sites, beside the pages themselves: which have one, and where its links lead.

They are there only where brand.yml names sites that may frame (`frame_ancestors`). Nothing else of the handbook knows of them: no
sitemap, search, service worker, feed or offline edition.
"""

from __future__ import annotations

import posixpath
import re

from markupsafe import escape

from ..model.handbook import AnyPage, Chapter, Letter
from ..model.views import STAGE, WORKSHEET, View
from ..rendering.render import Renderer

#: The page for frames, in the folder of the page itself: relative addresses are the same.
FILE = "embed.html"
#: The page that lists the worksheets.
LIST = "print"
_LINK = re.compile(r"""<a\b(?P<said>(?:"[^"]*"|'[^']*'|[^'">])*)>(?P<words>.*?)</a>""", re.DOTALL)
_HREF = re.compile(r"""(?<=\shref=")([^"#:?]*)(#[^"]*)?(?=")""")
#: Links that open nothing in the frame's place: a download, another program, or what says itself where it opens.
_STAYS = re.compile(r"""\s(?:download\b|target=|href="(?:mailto:|tel:|#))""")


def pages(renderer: Renderer) -> dict[str, AnyPage | View]:
    """The pages that have one for frames, by id: chapters, their stages and worksheets, letters, the list of worksheets."""
    if not renderer.handbook.brand.frame_ancestors:
        return {}
    return {name: page for name, page in renderer.addresses.pages.items() if _is_embedded(page)}


def _is_embedded(page: AnyPage | View) -> bool:
    return page.kind in (STAGE, WORKSHEET) if isinstance(page, View) else isinstance(page, (Chapter, Letter)) or page.id == LIST


def led(html: str, renderer: Renderer, here: str) -> str:
    """The content of a page for frames, `here` by its id: links to other such pages stay in the frame, all others open a tab.

    A tab, and not the whole window: what is around the frame is another site, and words may have been written in both.
    """
    within = {renderer.addresses.of(name) for name in pages(renderer)}
    base, words = renderer.addresses.of(here), escape(renderer.ui("new-tab"))

    def lead(link: re.Match) -> str:
        said = link["said"]
        if " href=" not in said or _STAYS.search(said):
            return link[0]
        href = _HREF.search(said)
        if href and _resolved(base, href[1]) in within:
            return f"<a{said[: href.end(1)]}{FILE}{said[href.end(1) :]}>{link['words']}</a>"
        own = f' lang="{renderer.setting.locale}"' if " lang=" in said else ""
        said = said.replace(' rel="', ' rel="noopener ') if ' rel="' in said else f'{said} rel="noopener"'
        return f'<a{said} target="_blank">{link["words"]}<span class="visually-hidden"{own}> {words}</span></a>'

    return _LINK.sub(lead, html)


def _resolved(base: str, address: str) -> str:
    """An address below the language's root, of a link on the page at `base`."""
    path = posixpath.normpath(posixpath.join("/", base, address))[1:]
    return f"{path}/" if address.endswith("/") or not address else path
