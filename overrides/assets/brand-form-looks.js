// What a brand looks like while it is written: the shades of its colours, the head of the site, the home page and a worksheet.
// All of it is the site's own HTML in the site's own styles; a brand sets their variables, as assets/brand.css does.
import { Unworkable, contrast, lowest, palette } from "./brand-form-colours.js"
import { fill, make, tell } from "./brand-form-controls.js"

const HEX = /^#[0-9a-f]{6}$/i
const READ = ["text", "quiet", "brand", "warm"] // shades of text
const SEEN = [...READ, "edge", "mark"]
const groundsOf = shades => shades.ground ? [shades.ground, shades.surface, shades.tint] : ["#ffffff"]

// The contrast that counts: of text on the worst of its grounds, of a mark below text; an edge needs none.
const contrastOf = (name, shades) =>
  READ.includes(name) ? lowest(shades[name], groundsOf(shades)) : name === "mark" ? contrast(shades.text, shades.mark) : undefined

const swatch = shade => {
  const element = make("span", { class: "swatch", "aria-hidden": "true" })
  element.style.setProperty("background", shade)
  return element
}
const table = (shades, ui) => {
  const rounded = value => value.toFixed(1).replace(".", ui.decimal)
  const cell = (name, kind) => {
    const [shade, found] = [shades[kind][name], contrastOf(name, shades[kind])]
    const words = found ? fill(ui.contrast, { shade, contrast: rounded(found) }) : shade
    return make("td", {}, make("span", { class: "shades__of" }, fill(ui.fault, { label: ui[kind], fault: "" })), swatch(shade), " ", words)
  }
  const kinds = ["light", "dark", "paper"]
  return make("table", { class: "shades" },
    make("caption", {}, ui.shades),
    make("thead", {}, make("tr", {}, ...["shade", ...kinds].map(name => make("th", { scope: "col" }, ui[name])))),
    make("tbody", {}, ...SEEN.map(name => make("tr", {}, make("th", { scope: "row" }, ui[name]), ...kinds.map(kind => cell(name, kind))))))
}

// What a person should know of the seeds that light pages do not show as they are (colours.changed).
const notes = (main, accent, { light }, ui) => {
  const found = []
  if (main.toLowerCase() !== light.brand) found.push(fill(ui.darkened, { seed: main, shade: light.brand }))
  if (accent && light.warm === light.brand && light.brand !== accent.toLowerCase()) found.push(fill(ui.marks, { seed: accent }))
  else if (accent && accent.toLowerCase() !== light.warm) found.push(fill(ui.edges, { seed: accent, shade: light.warm }))
  return found
}

export const looks = (tool, fields, ui) => {
  const value = name => fields.fields.get(name)?.value
  const here = document.documentElement.dataset.language
  const said = text => text && (text[here] ?? Object.values(text)[0])
  const unnamed = fields.fields.get("name")?.label
  const colours = fields.fields.get("colours")
  const beside = make("div", { class: "of-colours" })
  const status = make("div", { role: "status" })
  colours?.element.append(status, beside)

  const place = name => tool.querySelector(`[data-look="${name}"]`)
  const copy = name => tool.querySelector(`[data-of="${name}"]`).content.cloneNode(true)
  const head = () => { // the head of this page, which is that of every page
    const found = document.querySelector(".top").cloneNode(true)
    for (const link of found.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current")
    return found
  }
  for (const name of ["home-light", "home-dark"]) place(name).append(head(), copy("home"))
  place("sheet").append(copy("sheet"))
  for (const name of ["home-light", "home-dark", "sheet"]) for (const one of place(name).querySelectorAll("[id]")) one.removeAttribute("id")

  // The brand's name and logo at the head of a page, as partials/header.html has them.
  const named = link => {
    const [name, short] = [said(value("name")) ?? unnamed, said(value("short"))]
    const [logo, dark] = ["logo", "logo_dark"].map(one => fields.files.get(value(one))?.data)
    const shows = logo && value("logo_has_name")
    link.className = `brand${shows ? " brand--logo" : ""}${short ? " brand--short" : ""}`
    const picture = (kind, data) => make("img", { class: `brand__logo brand__logo--${kind}`, src: data, alt: shows ? name : "" })
    link.replaceChildren(
      ...(logo ? [picture(dark ? "light" : "plate", logo)] : []), ...(logo && dark ? [picture("dark", dark)] : []),
      ...(shows ? [] : [make("span", { class: "brand__name" }, name)]), ...(short && !shows ? [make("span", { class: "brand__short" }, short)] : []))
  }
  // The same at the head of a worksheet, as worksheets/brand.html and worksheet.css have them; the chapter's title stays.
  const [, chapter] = /( · .*)$/s.exec(place("sheet").querySelector(".brand")?.textContent.trim() ?? "") ?? []
  const sheet = line => {
    const [name, logo] = [said(value("name")) ?? unnamed, fields.files.get(value("logo"))?.data]
    const shows = logo && value("logo_has_name")
    line.replaceChildren(...(logo ? [make("img", { src: logo, alt: shows ? name : "" }), shows ? "" : " "] : []), shows ? "" : name, chapter ?? "")
  }

  const judge = (main, accent) => {
    if (!HEX.test(main ?? "") || (accent && !HEX.test(accent))) return
    try {
      const made = palette(main, accent)
      status.replaceChildren(...notes(main, accent, made, ui).map(words => make("p", {}, words)))
      beside.replaceChildren(table(made, ui))
      return made
    } catch (fault) {
      if (!(fault instanceof Unworkable)) throw fault
      const take = make("button", { type: "button", class: "action action--quiet" }, fill(ui.take, fault))
      take.addEventListener("click", () => {
        const { input } = colours.control.parts.get("main").control
        colours.control.parts.get("main").value = fault.nearest
        input.focus()
        tell(input)
      })
      const values = { seed: main, nearest: fault.nearest, contrast: fault.contrast.toFixed(1).replace(".", ui.decimal) }
      status.replaceChildren(make("p", { class: "fault" }, fill(ui.refused, values)))
      beside.replaceChildren(make("p", {}, swatch(main), " ", swatch(fault.nearest), " ", take))
    }
  }
  let last = ""
  return () => {
    const { main, accent } = value("colours") ?? {}
    if (`${main} ${accent}` !== last) {
      last = `${main} ${accent}`
      const made = judge(main, accent)
      for (const [name, kind] of made ? [["home-light", "light"], ["home-dark", "dark"], ["sheet", "paper"]] : []) {
        for (const [shade, colour] of Object.entries(made[kind])) place(name).style.setProperty(`--${shade}`, colour)
      }
    }
    for (const link of tool.querySelectorAll("[data-look] a.brand")) named(link)
    for (const line of tool.querySelectorAll("[data-look] .brand:not(a)")) sheet(line)
  }
}
