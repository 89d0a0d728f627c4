// Everything that is kept: to see, take along, put back and erase.
import { keep } from "./keep.js"
import { save } from "./file.js"

const tool = document.querySelector("[data-tool=words]")
const status = tool.querySelector("[role=status]")
const list = tool.querySelector(".words__kept")

const sheets = new Map([...document.querySelectorAll("[data-sheet]")].map(link => [link.dataset.sheet, link]))
const make = (kind, text, ...inside) => {
  const element = document.createElement(kind)
  if (text) element.textContent = text
  element.append(...inside)
  return element
}

// Sheet -> its title and entries: those that the handbook has in its order, then the rest.
const groups = () => {
  const found = new Map([...sheets].map(([sheet, link]) => [sheet, { title: link.textContent, link, entries: [] }]))
  for (const [, entry] of keep.all()) {
    if (!entry.label) continue // it is of use to the page alone
    const sheet = entry.sheet ?? ""
    if (!found.has(sheet)) found.set(sheet, { title: tool.dataset.gone.replace("{title}", () => entry.title ?? ""), entries: [] })
    found.get(sheet).entries.push([entry.label, entry.said ?? (entry.value === "on" ? "✓" : entry.value)])
  }
  for (const group of found.values()) { // a question that was ticked stands in its place
    const values = new Set(group.entries.map(([, value]) => value))
    group.entries = group.entries.filter(([label, value]) => value !== "✓" || !values.has(label))
  }
  return [...found.values()].filter(group => group.entries.length)
}

const draw = () => {
  const found = groups()
  status.textContent = !found.length ? tool.dataset.none : keep.on() ? tool.dataset.on : ""
  for (const part of tool.querySelectorAll("[data-of-words]")) part.hidden = !found.length
  list.replaceChildren(...found.flatMap(({ title, link, entries }) => {
    const heading = make("h3")
    if (link) heading.append(Object.assign(make("a", title), { href: link.href }))
    else heading.textContent = title
    return [heading, make("dl", "", ...entries.flatMap(([label, value]) => [make("dt", label), make("dd", value)]))]
  }))
}

tool.querySelector("[data-text]").addEventListener("click", () => {
  const said = groups().map(({ title, entries }) => [title, ...entries.map(([label, value]) => `${label}\n${value}`)].join("\n\n"))
  save(`${tool.dataset.file}.txt`, [tool.dataset.handbook, ...said].join("\n\n\n") + "\n", "text/plain")
  status.textContent = tool.dataset.saved
})
tool.querySelector("[data-json]").addEventListener("click", () => {
  save(`${tool.dataset.file}.json`, keep.json(), "application/json")
  status.textContent = tool.dataset.saved
})
tool.querySelector("[type=file]").addEventListener("change", async ({ target }) => {
  try {
    const count = keep.put(await target.files[0].text())
    draw()
    status.textContent = tool.dataset.put.replace("{count}", count)
  } catch (error) {
    status.textContent = error instanceof TypeError || error instanceof SyntaxError ? tool.dataset.failed : tool.dataset.refused
  }
  target.value = "" // so that the same file can be chosen again
})
tool.querySelector("[data-erase]").addEventListener("click", () => {
  if (!confirm(tool.dataset.ask)) return
  keep.erase()
  draw()
  status.textContent = tool.dataset.erased
})
keep.watch(draw)
draw()
