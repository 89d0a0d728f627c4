// Fields that are kept: whatever has `data-field`, its id. They show what is kept, and record what is written.
import { keep } from "./keep.js"
import { save } from "./file.js"

const bar = document.querySelector("[data-tool=fields]")
const box = bar?.querySelector("[data-keep]")
const status = bar?.querySelector("[role=status]")
const own = new Set() // ids of fields that the reader has written in here, in this tab
const drawn = new Map() // id -> the fields that have it: a letter's blank may stand in several places

// What `detail` says of an input event where nobody has typed.
export const FILLED = "filled"

const say = (text, troubled = false) => {
  if (!bar) return
  status.textContent = text
  bar.querySelector("[data-keep-file]").parentElement.hidden = !troubled
}

export const valueOf = fields => {
  const [field] = fields
  if (field.type === "radio") return fields.find(mark => mark.checked)?.value ?? ""
  return field.type === "checkbox" ? field.checked ? "on" : "" : field.value
}

// What a field is called, as a screen reader says it.
export const labelOf = field => {
  if (field.type === "radio") return field.closest("fieldset").querySelector("legend").textContent.trim()
  return field.dataset.label || field.getAttribute("aria-label") || field.labels?.[0]?.textContent.trim() || ""
}

// Show a value in every field of an id, and let what follows them know.
const show = (id, value) => {
  for (const field of drawn.get(id) ?? []) {
    if (field.type === "radio") field.checked = field.value === value
    else if (field.type === "checkbox") field.checked = value === "on"
    else field.value = value
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: FILLED }))
  }
}

export const record = (field, tab = "choice" in field.dataset) => {
  const id = field.dataset.field
  const fields = drawn.get(id) ?? [field]
  const { sheet = "", title = "" } = field.closest("[data-sheet]")?.dataset ?? {}
  const mark = field.type === "radio" && fields.find(one => one.checked)
  const said = mark ? { said: mark.labels[0].textContent.trim() } : {}
  const entry = { value: valueOf(fields), label: labelOf(field), sheet, title, ...said, tab }
  const done = keep.write(id, entry)
  if (!tab) own.add(id)
  if (done === false) say(bar?.dataset.refused, true)
}

// Write into a field as a reader would; what is the handbook's own wording is a choice, not the reader's words.
export const fill = (field, value, chosen) => {
  show(field.dataset.field, value)
  record(field, chosen)
}

const grow = field => { // where the stylesheet cannot (field-sizing)
  if (field.type !== "textarea" || CSS.supports("field-sizing", "content")) return
  field.style.height = "auto"
  field.style.height = `${field.scrollHeight + 4}px`
}

// Keep the fields of a part of the page.
export const attach = root => {
  const fields = [...root.querySelectorAll("[data-field]")]
  for (const field of fields) drawn.set(field.dataset.field, [...drawn.get(field.dataset.field) ?? [], field])
  for (const id of new Set(fields.map(field => field.dataset.field))) {
    const entry = keep.read(id)
    if (entry) show(id, entry.value)
    else if (valueOf(drawn.get(id))) record(drawn.get(id)[0]) // the browser has brought it back itself
  }
}

addEventListener("input", ({ target, detail }) => {
  if (!target.dataset?.field) return
  grow(target)
  if (detail === FILLED) return
  const fields = drawn.get(target.dataset.field) ?? []
  if (target.type !== "radio" && fields.length > 1) show(target.dataset.field, valueOf([target]))
  record(target)
})

addEventListener("beforeunload", event => { if (keep.losing()) event.preventDefault() })

keep.watch(changed => {
  if (!changed) {
    keep.erase()
    if (box) box.checked = false
    return say(bar?.dataset.erased, keep.losing())
  }
  if (box && !box.checked) { box.checked = keep.start(); say(bar.dataset.on) }
  for (const [id, { value }] of changed) {
    const fields = drawn.get(id)
    if (!fields || valueOf(fields) === value) continue
    const before = valueOf(fields)
    show(id, value)
    if (before && own.delete(id) && bar)
      say(bar.dataset.elsewhere.replace("{label}", () => labelOf(fields[0])).replace("{words}", () => before))
  }
})

if (bar) {
  box.checked = keep.on()
  if (keep.unreadable()) say(bar.dataset.unreadable)
  box.addEventListener("change", () => {
    if (box.checked) {
      const set = keep.unreadable()
      box.checked = keep.start()
      say(box.checked ? set ? `${bar.dataset.unreadable} ${bar.dataset.on}` : bar.dataset.on : bar.dataset.refused, !box.checked)
    } else if (confirm(bar.dataset.stop)) {
      keep.erase()
      say(bar.dataset.erased, keep.losing())
    } else box.checked = true
  })
  bar.querySelector("[data-keep-file]").addEventListener("click", () => save(`${bar.dataset.file}.json`, keep.json(), "application/json"))
}
attach(document)
