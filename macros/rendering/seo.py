"""What search engines and other machines read: where a page stands in each language, structured data, sitemaps."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..model import inline
from ..model.addresses import Addresses
from ..model.handbook import AnyPage, Chapter, Handbook, LanguageSetting
from ..model.sections import Steps
from ..model.views import WHOLE, View, of_stage
from .render import Renderer


def alternates(handbook: Handbook, sites: Mapping[str, Addresses], page_id: str) -> list[tuple[LanguageSetting, str]]:
    """Where a page stands in every language, seen from the root of the whole site."""
    return [
        (language, f"{language.code}/{sites[language.code].of(page_id)}")
        for language in handbook.settings.languages
        if page_id in sites[language.code].pages
    ]


def structured_data(renderer: Renderer, page: AnyPage | View, site_url: str) -> list[Markup]:
    """The page's schema.org objects as JSON that is safe inside <script>: BreadcrumbList, Article and HowTo."""
    address = f"{site_url.rstrip('/')}/{renderer.language}/"
    objects = [_breadcrumbs(renderer, page, address)] if renderer.addresses.trail(page.id) else []
    if isinstance(page, Chapter):
        objects.append(_article(renderer, page, address))
    chapter = page if isinstance(page, Chapter) else getattr(page, "chapter", None)
    shown = () if not chapter else of_stage(chapter, None) if page is chapter else page.sections
    objects.extend(_how_to(renderer, chapter, section, address) for section in shown if isinstance(section, Steps))
    return [htmlsafe_json_dumps({"@context": "https://schema.org", **found}, ensure_ascii=False) for found in objects]


def _breadcrumbs(renderer: Renderer, page: AnyPage | View, address: str) -> dict:
    trail = [*renderer.addresses.trail(page.id), page.id]
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": renderer.plain(renderer.addresses.pages[name].title),
            "item": address + renderer.addresses.of(name),
        }
        for position, name in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _article(renderer: Renderer, chapter: Chapter, address: str) -> dict:
    people = {person.id: person for person in renderer.handbook.contributors}
    team = _organization(renderer)
    authors = [{"@type": "Person", "name": people[name].name} for name in chapter.authors]
    return {
        "@type": "Article",
        "headline": renderer.plain(chapter.title),
        "description": renderer.plain(chapter.description),
        "inLanguage": renderer.setting.locale,
        "author": authors or [team],
        "publisher": team,
        "dateModified": chapter.reviewed.isoformat(),
        "mainEntityOfPage": address + renderer.addresses.of(chapter.id),
        "license": renderer.handbook.brand.licence.url,
        "isAccessibleForFree": True,
        "citation": [
            {"@type": "CreativeWork", "name": renderer.sources[name].title, "url": renderer.sources[name].url} for name in chapter.sources
        ],
    }


def _organization(renderer: Renderer) -> dict:
    """Who publishes the handbook: the organization of brand.yml, or the handbook by its own name."""
    brand = renderer.handbook.brand
    whose = brand.organization
    if not whose:
        return {"@type": "Organization", "name": renderer.text(brand.name)}
    texts = {"name": whose.name, "identifier": whose.registration, "address": whose.address}
    said = {name: renderer.text(text) for name, text in texts.items() if text}
    return {"@type": "Organization", **said, **({"url": whose.url} if whose.url else {})}


def _how_to(renderer: Renderer, chapter: Chapter, section: Steps, address: str) -> dict:
    steps = [
        {
            "@type": "HowToStep",
            "position": position,
            "name": renderer.plain(step.title),
            "text": " ".join(inline.plain(text[renderer.language]) for text in (*step.body, *step.points)),
            "url": renderer.addresses.link(f"{chapter.id}/{step.id}", address),
        }
        for position, step in enumerate(section.items, start=1)
    ]
    name = f"{renderer.plain(chapter.title)} – {renderer.plain(section.title)}"
    return {"@type": "HowTo", "name": name, "inLanguage": renderer.setting.locale, "step": steps}


def sitemap(renderer: Renderer, sites: Mapping[str, Addresses], site_url: str) -> str:
    """The sitemap of one language, with each page's alternates (sitemaps.org 0.9, xhtml:link).

    A whole chapter is not in it: each text has one address for search engines, its stage's.
    """
    root = site_url.rstrip("/") + "/"
    urls = []
    for page_id in (name for name, page in renderer.addresses.pages.items() if getattr(page, "kind", "") != WHOLE):
        places = alternates(renderer.handbook, sites, page_id)
        own = next(place for language, place in places if language.code == renderer.language)
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(language.locale)} href={quoteattr(root + place)}/>'
            for language, place in places
        )
        urls.append(f"<url><loc>{escape(root + own)}</loc>{others}</url>")
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>\n' + "\n".join(urls) + "\n</urlset>\n"
