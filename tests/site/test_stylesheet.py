"""Of a stylesheet, what pages can meet is kept, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.engine.layering import MATERIAL
from macros.site import css, stylesheet

PAGE = '<html lang="en"><body><main><p class="lead big" data-x="a > b">x</p><a href="#">y</a><details></details></main></body></html>'
#: (rules, what is left of them)
CASES = [
    ("p{color:red}q{color:red}", "p{color:red}"),
    ("p,q,.none{color:red}", "p{color:red}"),
    (".lead.big{top:0}.lead.small{top:0}", ".lead.big{top:0}"),
    ("a.lead{top:0}", ""),  # no element has both
    ("main .lead>a{top:0}", "main .lead>a{top:0}"),  # each part is met; where they stand is not looked at
    ("nav .lead{top:0}", ""),
    ("[data-x]{top:0}[data-y]{top:0}", "[data-x]{top:0}"),
    ("details[open]>summary{top:0}details[open]{top:0}", "details[open]{top:0}"),
    ("p:hover::before{top:0}:root{top:0}*{top:0}", "p:hover::before{top:0}:root{top:0}*{top:0}"),
    ("p:not(.none){top:0}", "p:not(.none){top:0}"),
    (":is(p,q) a{top:0}:is(q,i) a{top:0}main:has(.none){top:0}", ":is(p,q) a{top:0}"),
    (".made{top:0}.named{top:0}", ".made{top:0}"),  # a script gives the class
    ("@media print{p{top:0}q{top:0}}@media print{q{top:0}}", "@media print{p{top:0}}"),
    ("@supports (top:0){@media print{q{top:0}}}", ""),
    (":root{--a:var(--b);--b:1;--c:2;--d:3}p{top:var(--a)}q{top:var(--c)}", ":root{--a:var(--b);--b:1;--d:3}p{top:var(--a)}"),
    (':root{--e:url("data:image/svg+xml;charset=utf-8,<svg/>")}', ""),
    ("@keyframes in{from{top:0}}@keyframes out{from{top:0}}p{animation:in 1s}", "@keyframes in{from{top:0}}p{animation:in 1s}"),
    ("@keyframes in{from{top:var(--f)}}:root{--f:1}p{animation:in 1s}", "@keyframes in{from{top:var(--f)}}:root{--f:1}p{animation:in 1s}"),
    ('@charset "UTF-8";@page{margin:1cm}', '@charset "UTF-8";@page{margin:1cm}'),
    ("p{color:red;&:hover{top:0}}", "p{color:red;&:hover{top:0}}"),
    ("p{--x:1;color:red!important}/* said */", "p{color:red!important}"),
]


@pytest.mark.parametrize(("rules", "left"), CASES, ids=[rules for rules, _ in CASES])
def test_what_is_left(rules: str, left: str, tmp_path: Path) -> None:
    """Selectors, groups, variables and animations that nothing on the page can ask for are gone; all else is as it was."""
    found = stylesheet.needed(rules, [PAGE], ['item.classList.add("made")'], [".q{top:var(--d)}"], tmp_path)
    assert found == left


def test_the_themes_stylesheet(tmp_path: Path) -> None:
    """Of Material's own, most goes for such a page; for one that has every class of it, every style rule stays."""
    (path,) = MATERIAL.glob("assets/stylesheets/main.*.min.css")
    whole = path.read_text("utf-8")
    assert len(stylesheet.needed(whole, [PAGE], [], [], tmp_path)) < len(whole) / 10
    rules = css.rules(whole)
    assert len(rules) > 500 and "".join(map(str, rules)).count("{") == whole.count("{")


def test_it_is_kept(tmp_path: Path) -> None:
    """What was found is kept, and used only for the same kinds of elements; other words on the page change nothing."""
    first = stylesheet.needed("p{top:0}i{top:0}", [PAGE], [], [], tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text("kept")
    assert first == "p{top:0}"
    assert stylesheet.needed("p{top:0}i{top:0}", [PAGE.replace(">x<", ">z<")], [], [], tmp_path) == "kept"
    assert stylesheet.needed("p{top:0}i{top:0}", [PAGE.replace(">x<", "><i>x</i><")], [], [], tmp_path) == "p{top:0}i{top:0}"
