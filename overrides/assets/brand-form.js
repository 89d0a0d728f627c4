// The form for brand.yml: opens a file, tells what is lacking, and gives the file back with all that it held and the form does not know.
import { YAML } from "./brand-form-yaml.js"
import { fill, make } from "./brand-form-controls.js"
import { formOf } from "./brand-form-fields.js"
import { looks } from "./brand-form-looks.js"
import { save } from "./file.js"

const LARGEST = 200000 // characters of a file
const NAME = "brand.yml"

const tool = document.querySelector("[data-tool=brand-form]")
const { schema, groups, rest, offered, languages, begin, ui } = JSON.parse(tool.querySelector("script[type='application/json']").textContent)
const part = name => tool.querySelector(`[data-${name}]`)
const form = tool.querySelector("form")

// The file as it was opened, or a new one: its lines, and what the form made of them.
let source, file, before, fields
let unsaved = false
fields = formOf(schema, ui, {
  codes: () => {
    const chosen = fields?.fields.get(offered)?.value
    return Array.isArray(chosen) && chosen.length ? chosen : Object.keys(languages)
  },
  named: code => languages[code] ?? code,
})

// Fields in their groups, the first open and the others folded; those that belong to none come last.
const placed = new Set(groups.flatMap(group => group.fields))
const others = [...fields.fields.keys()].filter(name => !placed.has(name))
for (const [at, group] of [...groups, ...(others.length ? [{ title: rest, fields: others }] : [])].entries()) {
  const known = group.fields.filter(name => fields.fields.has(name))
  const inside = make("div", { class: "fields" }, ...known.map(name => fields.fields.get(name).element))
  const [around, title] = at ? [make("details", { class: "fold" }), make("summary", {}, group.title)] : [make("section"), make("h3", {}, group.title)]
  around.append(title, inside)
  part("fields").append(around)
}
const show = looks(tool, fields, ui)

const parse = text => YAML.parseDocument(text)
// Two values are the same if they say the same: both come from the same fields, in the same order.
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value)
const alike = (one, other) => isObject(one) && isObject(other) ? Object.keys(one).filter(key => same(one[key], other[key])).length : 0
// A value as the library reads it: to YAML 1.1 words such as `no` and `12:30` are none without quotation marks.
const nodeOf = value => parse(YAML.stringify(value, { compat: "yaml-1.1", lineWidth: 0 })).contents
// Lays what has changed over the file: whatever has not keeps its lines, comments and place.
const lay = (path, was, now) => {
  if (same(was, now)) return
  if (now === undefined) return file.deleteIn(path)
  const node = file.getIn(path, true)
  if (isObject(was) && isObject(now) && YAML.isMap(node)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(now)])) lay([...path, key], was[key], now[key])
  } else if (Array.isArray(was) && Array.isArray(now) && YAML.isSeq(node) && node.items.length === was.length) {
    layList(path, node, was, now)
  } else {
    const next = nodeOf(now)
    if (YAML.isScalar(node) && YAML.isScalar(next)) return Object.assign(node, { value: next.value, type: next.type })
    const isNew = !file.hasIn(path)
    file.setIn(path, next)
    if (isNew && path.length === 1) inOrder(path[0])
  }
}
// Each entry goes with the one that it was: the same, or else the one that is most like it.
const layList = (path, node, was, now) => {
  const left = new Set(was.keys())
  const from = new Array(now.length)
  for (const likeness of [(one, other) => Number(same(one, other)), alike]) {
    for (const [to, value] of now.entries()) {
      if (from[to] !== undefined) continue
      let best = 0
      for (const at of left) if (likeness(was[at], value) > best) [best, from[to]] = [likeness(was[at], value), at]
      left.delete(from[to])
    }
  }
  node.items = now.map((value, to) => from[to] === undefined ? nodeOf(value) : node.items[from[to]])
  for (const [to, value] of now.entries()) if (from[to] !== undefined) lay([...path, to], was[from[to]], value)
}
// A field that is new stands before the first that comes after it in the schema.
const inOrder = name => {
  const order = Object.keys(schema.properties)
  const pairs = file.contents.items
  const pair = pairs.pop()
  const at = pairs.findIndex(one => order.indexOf(String(one.key)) > order.indexOf(name))
  pairs.splice(at < 0 ? pairs.length : at, 0, pair)
}
const written = () => {
  const now = fields.value
  if (same(before, now)) return source
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) lay([key], before[key], now[key])
  source = file.toString({ lineWidth: 0, flowCollectionPadding: false })
  before = now
  return source
}

const load = (text, document) => {
  source = text
  file = document
  fields.value = document.toJS() ?? {}
  // What an alias stands for may be changed or go: each gets a copy of its own.
  YAML.visit(document, { Alias: (key, alias) => alias.resolve(document).clone() })
  YAML.visit(document, { Value: (key, node) => { node.anchor = undefined } })
  fields.follow()
  before = fields.value
  unsaved = false
}
// What keeps a file from being opened, or nothing.
const refusal = async chosen => {
  const name = { file: chosen.name }
  if (chosen.size > LARGEST) return fill(ui.large, name)
  let text
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await chosen.arrayBuffer())
  } catch { return fill(ui.coded, name) }
  const document = parse(text)
  const [error] = document.errors
  if (error) return fill(ui.unread, { ...name, line: error.linePos?.[0].line ?? 1 })
  let data
  try { data = document.toJS() } catch { return fill(ui.other, name) }
  if (!isObject(data) || !Object.keys(data).some(key => key in schema.properties)) return fill(ui.other, name)
  load(text, document)
}
part("open").addEventListener("change", async ({ target }) => {
  const [chosen] = target.files
  if (!chosen || (unsaved && !confirm(ui.replace))) return
  const said = await refusal(chosen)
  const unknown = said ? [] : fields.unknown
  part("opened").textContent = [
    said ?? fill(ui.opened, { file: chosen.name }), ...(unknown.length ? [fill(ui.unknown, { fields: unknown.join(", ") })] : []),
  ].join(" ")
  target.value = "" // so that the same file can be chosen again
  if (!said) { seen.all = true; part("next").hidden = true; update() }
})

// Faults are told at an input once somebody has been there, and all of them once a file was opened or is taken along.
const seen = { all: false, inputs: new WeakSet() }
const called = input => {
  const names = [input.labels?.[0]?.firstChild.textContent ?? input.textContent]
  for (let around = input.closest("fieldset"); around; around = around.parentElement.closest("fieldset")) {
    names.unshift(around.querySelector("legend").firstChild.textContent)
  }
  return names.join(" – ")
}
const judge = () => {
  const found = new Map(fields.faults())
  for (const note of form.querySelectorAll(".fault[id]")) {
    const input = document.getElementById(note.id.replace(/-fault$/, ""))
    const fault = seen.all || seen.inputs.has(input) ? found.get(input) : undefined
    note.hidden = !fault
    note.textContent = fault ?? ""
    if (fault) input.setAttribute("aria-invalid", "true")
    else input.removeAttribute("aria-invalid")
  }
  const links = [...found].map(([input, fault]) => {
    const link = make("a", { href: `#${input.id}` }, fill(ui.fault, { label: called(input), fault }))
    link.addEventListener("click", event => {
      event.preventDefault()
      for (let around = input.closest("details"); around; around = around.parentElement.closest("details")) around.open = true
      input.focus()
    })
    return make("li", {}, link)
  })
  part("faults").replaceChildren(make("p", {}, links.length ? ui.lacking : ui.complete), ...(links.length ? [make("ul", {}, ...links)] : []))
}
const update = () => {
  fields.follow()
  judge()
  show()
}
form.addEventListener("input", () => { unsaved = true; update() })
form.addEventListener("change", ({ target }) => { seen.inputs.add(target); judge() })

// The file goes with the reader whatever is lacking; then it is said where everything belongs.
form.addEventListener("submit", event => {
  event.preventDefault()
  save(NAME, written(), "application/yaml")
  unsaved = false
  seen.all = true
  judge()
  part("saved").textContent = ui.saved
  const command = said => make("code", {}, `make ${said}`)
  const of = "BRAND=../our-handbook"
  const step = (words, values) => make("li", {}, ...words.split(/(\{\w+\})/).map(word => values?.[word.slice(1, -1)] ?? word))
  const named = [...form.querySelectorAll(".control--file > input")].map(input => input.value.trim())
  const copies = [...new Set(named.filter(Boolean))].map(path => {
    const chosen = fields.files.get(path)
    return step(chosen ? ui["next-file"] : ui["next-absent"], { file: chosen?.name, path: make("code", {}, path) })
  })
  part("next").querySelector("ol").replaceChildren(
    step(ui["next-folder"], { command: command(`brand DIR=../our-handbook OPTIONS="--file ${NAME}"`) }), ...copies,
    step(ui["next-check"], { command: command(`check ${of}`) }), step(ui["next-site"], { command: command(`site ${of}`) }))
  part("next").hidden = false
})
addEventListener("beforeunload", event => { if (unsaved) event.preventDefault() })

const empty = parse("# Whose handbook this is and how it looks. BRANDING.md in the handbook's folder describes every field.\n")
empty.contents = nodeOf(begin)
load(empty.toString({ lineWidth: 0 }), empty)
update()
