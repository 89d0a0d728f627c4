// Controls of one value each, for what a JSON Schema (2020-12) allows there; brand-form-fields.js puts them together.
// A control has `element`, `input`, `value` (undefined where nothing is written) and `faults(required)`: pairs of an input and what is wrong.
import { YAML } from "./brand-form-yaml.js"

export const make = (kind, attributes = {}, ...inside) => {
  const element = document.createElement(kind)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...inside)
  return element
}
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank)
// Lets the form hear of a change that no key has made.
export const tell = element => element.dispatchEvent(new Event("input", { bubbles: true }))
// Where the fault of an input is told.
export const told = input => make("p", { class: "fault", id: `${input.id}-fault`, hidden: true })

// A pattern as the library reads it: \w is a letter of any script. What needs no backslash in JavaScript may have none there.
export const expression = pattern => {
  const bare = pattern.replace(/\\(["'<>#&,:;=@`~!%])/g, "$1")
  return new RegExp(bare.replace(/(\[[^\]]*)\\w/g, "$1\\p{L}\\p{M}\\p{N}_").replace(/\\w/g, "[\\p{L}\\p{M}\\p{N}_]"), "u")
}

// A control of one input. `read` gives its value, `show` shows one, `fault` says what is wrong with what is written.
const single = (maker, input, about, { read = () => input.value.trim() || undefined, show = value => { input.value = value ?? "" }, fault, ...more }) => {
  input.id = maker.id()
  const note = told(input)
  input.setAttribute("aria-describedby", [about.help, note.id].filter(Boolean).join(" "))
  if (about.required) input.required = true
  return {
    input,
    element: make("div", { class: "control" }, input, note),
    get value() { return read() },
    set value(value) { show(value) },
    faults(required) {
      const message = input.value.trim() ? fault?.(input.value.trim()) : required && maker.ui.lacks
      return message ? [[input, message]] : []
    },
    ...more,
  }
}
const line = attributes => make("input", { type: "text", autocomplete: "off", spellcheck: "false", ...attributes })
const misfit = (maker, { pattern, minLength = 0, maxLength = Infinity }) => {
  const wanted = pattern && expression(pattern)
  return words => (wanted && !wanted.test(words)) || [...words].length < minLength || [...words].length > maxLength ? maker.ui.form : ""
}

export const string = (maker, schema, about) =>
  single(maker, schema.format === "date" ? make("input", { type: "date" }) : line(), about, { fault: misfit(maker, schema) })

export const number = (maker, schema, about) => {
  const { minimum: min, maximum: max } = schema
  const input = make("input", { type: "number", min, max, step: schema.type === "integer" ? 1 : "any" })
  return single(maker, input, about, {
    read: () => input.value === "" ? undefined : Number(input.value),
    fault: () => input.validity.valid ? "" : maker.ui.form,
  })
}

// A colour as it is written, beside the browser's own way to choose one.
export const colour = (maker, schema, about) => {
  const swatch = make("input", { type: "color", "aria-label": fill(maker.ui.swatch, { label: about.label }) })
  const input = line({ class: "short" })
  const fault = misfit(maker, schema)
  const follow = () => {
    swatch.toggleAttribute("data-empty", !input.value.trim())
    if (!fault(input.value.trim())) swatch.value = input.value.trim().toLowerCase()
  }
  input.addEventListener("input", follow)
  swatch.addEventListener("input", () => { input.value = swatch.value; follow() })
  const control = single(maker, input, about, { fault, show: value => { input.value = value ?? ""; follow() } })
  input.before(swatch)
  control.element.classList.add("control--colour")
  return control
}

// A file of the brand's folder: its path, written by hand or told by a file that is chosen. That one is looked at here and sent nowhere.
export const file = (maker, schema, about) => {
  const input = line()
  const kinds = /\(((?:\w+\|)*\w+)\)\$$/.exec(schema.pattern)?.[1].split("|") ?? []
  const accept = kinds.map(kind => `.${kind}`).join(",")
  const picker = make("input", { class: "visually-hidden", type: "file", accept, "aria-label": `${maker.ui.choose}, ${about.label}` })
  const said = make("span", { role: "status" })
  picker.addEventListener("change", async () => {
    const [chosen] = picker.files
    if (!chosen) return
    const [, name, kind] = /^(.*?)(\.[^.]*)?$/su.exec(chosen.name.normalize("NFC"))
    const path = `assets/${name.replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, "-")}${(kind ?? "").toLowerCase()}`
    maker.files.set(path, { name: chosen.name, data: await dataUrl(chosen) })
    said.textContent = fill(maker.ui.chosen, { file: chosen.name })
    input.value = path
    input.dispatchEvent(new Event("change", { bubbles: true }))
    tell(input)
  })
  const control = single(maker, input, about, { fault: misfit(maker, schema) })
  control.element.classList.add("control--file")
  control.element.prepend(make("p", { class: "actions" }, make("label", { class: "action action--quiet" }, maker.ui.choose, " ", picker), said))
  return control
}
const dataUrl = chosen => new Promise((resolve, reject) => {
  const reader = new FileReader()
  Object.assign(reader, { onload: () => resolve(reader.result), onerror: reject })
  reader.readAsDataURL(chosen)
})

// A box to tick. What is as usual, and was not written before, is left out.
export const boolean = (maker, schema, about) => {
  const usual = schema.default ?? false
  const input = make("input", { type: "checkbox" })
  input.checked = usual
  let written = false
  const control = single(maker, input, { ...about, required: false }, {
    isTicked: true,
    read: () => written || input.checked !== usual ? input.checked : undefined,
    show: value => { written = value !== undefined; input.checked = value ?? usual },
    faults: () => [],
  })
  control.element.prepend(make("label", {}, input, make("span", {}, about.label)))
  return control
}

// One of some values; without a choice, the usual one.
export const choice = (maker, schema, about) => {
  const values = schema.enum ?? [schema.const]
  const named = value => schema.values?.[value] ?? String(value)
  const none = (schema.default ?? null) === null ? maker.ui.none : fill(maker.ui.usual, { value: named(schema.default) })
  const input = make("select", {}, make("option", { value: "" }, none), ...values.map((value, at) => make("option", { value: at + 1 }, named(value))))
  return single(maker, input, about, {
    read: () => input.value ? values[input.value - 1] : undefined,
    show: value => { input.value = value === undefined ? "" : values.indexOf(value) + 1 },
  })
}

// What none of the others can show is written as YAML.
export const other = (maker, schema, about) => {
  const input = make("textarea", { rows: 3, spellcheck: "false" })
  const parsed = () => YAML.parseDocument(input.value)
  return single(maker, input, about, {
    read: () => input.value.trim() && !parsed().errors.length ? parsed().toJS() : undefined,
    show: value => { input.value = value === undefined ? "" : JSON.stringify(value, null, 1) },
    fault: () => parsed().errors.length ? maker.ui.form : "",
  })
}
