// The fields of a form, made from a JSON Schema (2020-12): one maker for each of its constructs, and no field known by its name.
import { boolean, choice, colour, file, fill, make, number, other, string, tell, told } from "./brand-form-controls.js"

const isText = value => typeof value === "string"
const isMapping = value => typeof value === "object" && value !== null && !Array.isArray(value)
// Words of a description, its `code` marked.
const marked = text => text.split("`").map((part, at) => at % 2 ? make("code", {}, part) : part)

class Maker {
  constructor(schema, ui, offered) {
    Object.assign(this, { whole: schema, ui, offered, count: 0, texts: [], files: new Map() })
  }
  id() {
    return `field-${++this.count}`
  }
  // A schema without references, and without the null that stands for a field that is left out.
  resolved({ $ref, anyOf, ...schema }) {
    const some = anyOf?.filter(one => one.type !== "null")
    if ($ref) return this.resolved({ ...$ref.split("/").slice(1).reduce((node, key) => node[key], this.whole), ...schema })
    if (some?.length === 1) return this.resolved({ ...some[0], ...schema })
    return some ? { ...schema, anyOf: some } : schema
  }
  kind(schema) {
    return KINDS.find(kind => kind.is(schema))
  }
  fits(value, schema) {
    return this.kind(schema).fits(value, schema, this)
  }
  control(schema, about) {
    return this.kind(schema).make(this, schema, about)
  }
  // A field of an object: its control with a label and help. A value that it cannot show stays until somebody writes there.
  field(name, given, required) {
    const schema = this.resolved(given)
    const label = given.title ?? name
    const help = schema.description ? [make("p", { class: "help", id: this.id() }, ...marked(schema.description))] : []
    const control = this.control(schema, { label, help: help[0]?.id, required })
    const odd = make("p", { class: "fault", hidden: true })
    const called = [label, ...(required ? [make("span", { class: "needed" }, ` ${this.ui.needed}`)] : [])]
    const element = !control.input ? make("fieldset", { "aria-describedby": help[0]?.id }, make("legend", {}, ...called), ...help, odd, control.element)
      : control.isTicked ? make("div", { class: "field" }, control.element, ...help, odd)
      : make("div", { class: "field" }, make("label", { for: control.input.id }, ...called), ...help, control.element, odd)
    const maker = this
    let kept
    element.addEventListener("input", () => { kept = undefined; odd.hidden = true })
    return {
      element, label, control,
      get value() { return kept === undefined ? control.value : kept },
      set value(value) {
        const shown = value === undefined || value === null || maker.fits(value, schema)
        kept = shown ? undefined : value
        control.value = shown ? value ?? undefined : undefined
        odd.hidden = shown
        odd.textContent = shown ? "" : fill(maker.ui.odd, { value: JSON.stringify(value) })
      },
      faults: () => kept === undefined ? control.faults(required) : [],
    }
  }
}

// A text in each language that is offered, and in those that it is in already.
const text = (maker, schema, about) => {
  const element = make("div", { class: "languages-of" })
  const inputs = new Map() // by code
  const add = code => {
    const input = make("textarea", { rows: 1, lang: code, id: maker.id(), required: about.required })
    const note = told(input)
    input.setAttribute("aria-describedby", note.id)
    const row = make("div", { class: "control" }, make("label", { for: input.id, lang: code }, maker.offered.named(code)), input, note)
    inputs.set(code, { input, row })
  }
  const written = () => [...inputs].map(([code, { input }]) => [code, input.value.trim()]).filter(([, words]) => words)
  const control = {
    element,
    get value() {
      const found = written()
      return found.length ? Object.fromEntries(found) : undefined
    },
    set value(words) {
      for (const code of Object.keys(words ?? {})) if (!inputs.has(code)) add(code)
      for (const [code, { input }] of inputs) input.value = words?.[code] ?? ""
      control.follow()
    },
    follow() { // the languages that are offered now
      const codes = maker.offered.codes()
      for (const code of codes) if (!inputs.has(code)) add(code)
      for (const [code, { row, input }] of inputs) row.hidden = !codes.includes(code) && !input.value
      element.append(...new Set([...codes, ...inputs.keys()].map(code => inputs.get(code).row)))
    },
    faults(required) {
      const found = Object.fromEntries(written())
      const none = !Object.keys(found).length
      if (none && !required) return []
      const said = code => none ? maker.ui.lacks : fill(maker.ui["lacks-language"], { language: maker.offered.named(code) })
      return maker.offered.codes().filter(code => !found[code]).map(code => [inputs.get(code).input, said(code)])
    },
  }
  maker.texts.push(control)
  control.follow()
  return control
}

// Fields, and whatever stands beside them that the schema does not know.
const object = (maker, { properties, required = [] }) => {
  const parts = new Map(Object.entries(properties).map(([name, one]) => [name, maker.field(name, one, required.includes(name))]))
  let rest = {}
  const control = {
    parts,
    element: make("div", { class: "fields" }, ...[...parts.values()].map(part => part.element)),
    get value() {
      const known = [...parts].map(([name, part]) => [name, part.value]).filter(([, value]) => value !== undefined)
      return known.length || Object.keys(rest).length ? { ...rest, ...Object.fromEntries(known) } : undefined
    },
    set value(value) {
      rest = Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => !parts.has(name)))
      for (const [name, part] of parts) part.value = value?.[name]
    },
    get unknown() { return Object.keys(rest) },
    faults: wanted => wanted || control.value !== undefined ? [...parts.values()].flatMap(part => part.faults()) : [],
  }
  return control
}

// A list: its entries can be added, removed and moved up.
const array = (maker, schema, about) => {
  const of = { ...maker.resolved(schema.items), values: schema.values }
  const item = schema.item ?? of.title ?? maker.ui.item
  const button = look => make("button", { type: "button", class: look, id: maker.id() })
  const list = make("ol", { class: "entries", role: "list" })
  const add = button("action action--quiet")
  add.textContent = fill(maker.ui.add, { item })
  add.setAttribute("aria-describedby", `${add.id}-fault`)
  let entries = []
  const draw = () => {
    list.replaceChildren(...entries.map(entry => entry.element))
    for (const [at, { legend, remove, up }] of entries.entries()) {
      for (const [element, words] of [[legend, "numbered"], [remove, "remove"], [up, "up"]]) element.textContent = fill(maker.ui[words], { item, number: at + 1 })
      up.hidden = !at
    }
  }
  const changed = focused => { draw(); focused.focus(); tell(list) }
  const put = value => {
    const control = maker.control(of, { label: item, required: true })
    control.input?.setAttribute("aria-label", item)
    const entry = { control, legend: make("legend"), remove: button("tool"), up: button("tool") }
    entry.element = make("li", {}, make("fieldset", {}, entry.legend, control.element, make("p", { class: "actions" }, entry.up, entry.remove)))
    entry.remove.addEventListener("click", () => {
      const at = entries.indexOf(entry)
      entries = entries.filter(one => one !== entry)
      changed(entries[Math.min(at, entries.length - 1)]?.remove ?? add)
    })
    entry.up.addEventListener("click", () => {
      const at = entries.indexOf(entry)
      entries.splice(at - 1, 2, entry, entries[at - 1])
      changed(at > 1 ? entry.up : entry.remove)
    })
    if (value !== undefined) control.value = value
    entries.push(entry)
    return entry
  }
  add.addEventListener("click", () => {
    const { element } = put()
    draw()
    changed(element.querySelector("input, textarea, select"))
  })
  return {
    element: make("div", {}, list, make("p", { class: "actions" }, add), told(add)),
    get value() {
      const found = entries.map(entry => entry.control.value).filter(value => value !== undefined)
      return found.length ? found : undefined
    },
    set value(values) {
      entries = []
      for (const value of values ?? []) put(value)
      draw()
    },
    faults: required => required && !entries.length ? [[add, maker.ui.list]] : entries.flatMap(entry => entry.control.faults(true)),
  }
}

// One of several kinds of values: which one is chosen first.
const variants = (maker, schema, about) => {
  const kinds = schema.anyOf.map(one => maker.resolved(one))
  const controls = kinds.map(one => maker.control(one, about))
  const named = kinds.map((one, at) => make("option", { value: at }, one.title ?? fill(maker.ui.kind, { number: at + 1 })))
  const select = make("select", { id: maker.id() }, ...named)
  const show = () => { for (const [at, one] of controls.entries()) one.element.hidden = at !== Number(select.value) }
  select.addEventListener("change", show)
  for (const one of controls) one.input?.setAttribute("aria-label", about.label)
  show()
  return {
    element: make("div", {}, make("p", {}, make("label", { for: select.id }, maker.ui.which), " ", select), ...controls.map(one => one.element)),
    get value() { return controls[select.value].value },
    set value(value) {
      select.value = Math.max(kinds.findIndex(one => value !== undefined && maker.fits(value, one)), 0)
      show()
      controls[select.value].value = value
    },
    faults: required => controls[select.value].faults(required),
  }
}

// Which maker a schema has, the first that it is, and which values that one can show.
const KINDS = [
  { is: schema => schema.patternProperties, make: text, fits: value => isMapping(value) && Object.values(value).every(isText) },
  { is: schema => schema.properties, make: object, fits: isMapping },
  {
    is: schema => schema.items, make: array,
    fits: (value, schema, maker) => Array.isArray(value) && value.every(one => maker.fits(one, maker.resolved(schema.items))),
  },
  { is: schema => schema.type === "boolean", make: boolean, fits: value => typeof value === "boolean" },
  { is: schema => schema.enum || "const" in schema, make: choice, fits: (value, schema) => (schema.enum ?? [schema.const]).includes(value) },
  {
    is: schema => schema.anyOf, make: variants,
    fits: (value, schema, maker) => schema.anyOf.some(one => maker.fits(value, maker.resolved(one))),
  },
  { is: schema => ["integer", "number"].includes(schema.type), make: number, fits: value => typeof value === "number" },
  { is: schema => schema.pattern?.startsWith("^#["), make: colour, fits: isText },
  { is: schema => schema.pattern?.startsWith("^assets/"), make: file, fits: isText },
  { is: schema => schema.type === "string", make: string, fits: isText },
  { is: () => true, make: other, fits: () => true },
]

// The form of a whole schema. `offered` says which languages texts are in: codes() and named(code).
export const formOf = (schema, ui, offered) => {
  const maker = new Maker(schema, ui, offered)
  const whole = maker.control(maker.resolved(schema), {})
  return {
    fields: whole.parts,
    files: maker.files,
    get value() { return whole.value ?? {} },
    set value(value) { whole.value = value },
    get unknown() { return whole.unknown },
    faults: () => whole.faults(true),
    follow: () => { for (const one of maker.texts) one.follow() },
  }
}
