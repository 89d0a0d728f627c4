// A worksheet on its page: one part at a time, its words as a text to take along, and words of fields that it no longer has.
import { keep } from "./keep.js"
import { save } from "./file.js"
import { labelOf } from "./fields.js"

const sheet = document.querySelector("[data-tool=sheet]")

// One part at a time: a step, or what stands together between two; its section's heading stands above it.
const parts = []
for (const section of sheet.querySelectorAll(":scope > section")) {
  let loose
  for (const element of section.children) {
    if (element.matches("h2, .sheet")) { element.dataset.heads = ""; continue }
    const whole = element.matches(".step, .part")
    if (whole || !loose) parts.push(loose = [])
    parts.at(-1).push(element)
    if (whole) loose = undefined
  }
}
const box = sheet.querySelector("[data-parts]")
const turn = sheet.querySelector(".turn")
const [back, on] = turn.querySelectorAll("button")
let at = 0
const show = () => {
  parts.forEach((part, number) => part.forEach(element => element.classList.toggle("away", box.checked && number !== at)))
  for (const section of sheet.querySelectorAll(":scope > section"))
    section.classList.toggle("away", box.checked && !parts[at].some(element => section.contains(element)))
  turn.hidden = !box.checked
  back.disabled = at === 0
  on.disabled = at === parts.length - 1
  turn.querySelector("[role=status]").textContent = box.checked
    ? turn.dataset.where.replace("{number}", at + 1).replace("{count}", parts.length) : ""
}
box.addEventListener("change", () => { at = 0; show() })
for (const button of [back, on]) button.addEventListener("click", () => {
  at += Number(button.dataset.go)
  show()
  const first = parts[at][0].querySelector("h2, h3") ?? parts[at][0].closest("section").querySelector("h2") ?? parts[at][0]
  first.tabIndex = -1
  first.focus()
})

// The words: headings, labels and what is written; what is empty is left out.
const line = (label, value) => value.includes("\n") ? `${label}\n${value}` : /[?!.]$/.test(label) ? `${label}\n${value}` : `${label}${sheet.dataset.colon} ${value}`
const blanks = script => { // a letter's text as it reads, with the names of blanks that are empty
  if (![...script.querySelectorAll("textarea")].some(field => field.value)) return ""
  return [...script.querySelectorAll("p")].map(paragraph => {
    const copy = paragraph.cloneNode(true)
    const fields = [...paragraph.querySelectorAll("textarea")]
    copy.querySelectorAll(".room").forEach((room, number) => room.replaceWith(fields[number].value.trim() || `[${room.lastElementChild.textContent}]`))
    return copy.textContent.replace(/\s+/g, " ").trim()
  }).join("\n\n")
}
const words = () => {
  const placed = new Set([...sheet.querySelectorAll("[data-places] textarea")].map(field => field.value)) // they are not said twice
  const found = []
  const headings = []
  const add = text => { found.push(...headings.splice(0).map(heading => heading.said), text) }
  for (const element of sheet.querySelectorAll("h2, h3, div.script, [data-field]")) {
    const level = { H2: 2, H3: 3 }[element.tagName]
    if (level && element.closest("[data-tool=dates]")) continue // the day itself is enough
    if (level) {
      while (headings.length && headings.at(-1).level >= level) headings.pop()
      headings.push({ level, said: element.textContent.replace(/\s+/g, " ").trim() })
    } else if (element.matches("div.script")) {
      const text = blanks(element)
      if (text) add(text)
    } else if (!element.closest("div.script") && element.matches("[data-field]") && element.type !== "hidden") {
      const value = element.value.trim()
      if (element.type === "radio") { if (element.checked) add(line(labelOf(element), element.labels[0].textContent.trim())) }
      else if (element.type === "checkbox") { if (element.checked && !placed.has(labelOf(element))) add(`✓ ${labelOf(element)}`) }
      else if (value) add(line(labelOf(element), value))
    }
  }
  return found.length ? [sheet.dataset.title, sheet.dataset.handbook, ...found].join("\n\n") + "\n" : ""
}

const hand = document.querySelector("[data-hand-on]")
const status = hand.querySelector("[role=status]")
const taking = (button, take) => button.addEventListener("click", async () => {
  const text = words()
  status.textContent = ""
  if (!text) return void (status.textContent = status.dataset.empty)
  try {
    status.textContent = await take(text) ?? ""
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = status.dataset.failed
  }
})
taking(hand.querySelector("[data-copy-sheet]"), async text => {
  await navigator.clipboard.writeText(text)
  return status.dataset.copied
})
taking(hand.querySelector("[data-save]"), text => {
  save(`${sheet.dataset.file}.txt`, text, "text/plain")
  return status.dataset.saved
})
const share = hand.querySelector("[data-share]")
share.hidden = !navigator.share
taking(share, text => navigator.share({ title: sheet.dataset.title, text }))

// What was written in fields that this edition of the worksheet does not have.
const ids = new Set([...document.querySelectorAll("[data-field]")].map(field => field.dataset.field))
const lost = [...keep.all()].filter(([id, entry]) => entry.sheet === sheet.dataset.sheet && entry.label && !ids.has(id))
const earlier = document.querySelector("[data-earlier]")
earlier.hidden = !lost.length
for (const [, entry] of lost) {
  const [name, value] = ["dt", "dd"].map(kind => document.createElement(kind))
  name.textContent = entry.label
  value.textContent = entry.said ?? (entry.value === "on" ? "✓" : entry.value)
  earlier.querySelector("dl").append(name, value)
}
