// A letter's blanks show what is typed in its fields; the text is copied, opened in an email or saved. Nothing else leaves the page.
import { save } from "./file.js"
import { word } from "./docx.js"

const versions = [...document.querySelectorAll(".wording")] // none where the letter has but one text
const choices = [...document.querySelectorAll(".wordings input")]
const fields = [...document.querySelectorAll("[data-field]")]
const tools = document.querySelector(".letter-tools")
const said = tools.querySelector("[role=status]")

//: Addresses that are longer do not open everywhere: Windows and Outlook cut them off near 2,000 characters.
const LONGEST = 1900

// The text that is shown, and what is in it.
const shown = () => (document.querySelector(".wording.picked") ?? document).querySelector(".letter")
const nameOf = field => field.dataset.field.split("/")[1]
const empty = part => part.querySelectorAll("[data-blank]:not(.filled)")
const subject = () => shown().querySelector(".subject span")
const paragraphs = () => [...shown().querySelectorAll("p:not(.subject)")]

// A paragraph's words, piece by piece; a blank that is left is in brackets, so that it is found wherever the text goes.
const pieces = paragraph => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode
    const blank = Boolean(parentElement.closest("[data-blank]:not(.filled)"))
    found.push({ words: blank ? `[${data}]` : data, blank, strong: Boolean(parentElement.closest("strong")) })
  }
  return found
}
const words = paragraph => pieces(paragraph).map(piece => piece.words).join("").trim()
const body = () => paragraphs().map(words).join("\n\n")
const whole = () => [...shown().querySelectorAll("p")].map(words).join("\n\n")

// The sentence in which a blank stands: on a phone it is beside the blank's field, where the letter is out of sight.
const segmenter = Intl.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" })
const sentence = blank => {
  const paragraph = blank.closest("p")
  const before = document.createRange()
  before.setStart(paragraph, 0)
  before.setEndBefore(blank)
  const all = { index: 0, segment: paragraph.textContent }
  const { index, segment } = segmenter?.segment(all.segment).containing(before.toString().length) ?? all
  const copy = document.createElement("p")
  let end = 0
  for (const node of paragraph.childNodes) {
    const start = end
    end += node.textContent.length
    if (end <= index || start >= index + segment.length) continue
    const part = node.cloneNode(true)
    if (part.nodeType === Node.TEXT_NODE) part.data = part.data.slice(Math.max(0, index - start), index + segment.length - start)
    copy.append(part)
  }
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes)
  copy.className = "within only-script"
  copy.ariaHidden = "true" // it stands in the letter
  return copy
}

// Fields: each shows the sentences that it is for, one in each version.
for (const field of fields)
  for (const letter of document.querySelectorAll(".letter")) {
    const blank = letter.querySelector(`[data-blank="${nameOf(field)}"]`)
    if (blank) field.before(Object.assign(sentence(blank), { letter }))
  }
const blanks = [...document.querySelectorAll("[data-blank]")]
for (const blank of blanks) blank.dataset.label = blank.textContent

const fill = field => {
  const value = field.value.trim()
  for (const blank of blanks)
    if (blank.dataset.blank === nameOf(field)) {
      blank.textContent = value || blank.dataset.label
      blank.classList.toggle("filled", Boolean(value))
    }
  address()
}

// While a field is in use, its blanks are marked, and the letter beside it is scrolled to the first.
const mark = (field, on) => {
  const own = blanks.filter(blank => blank.dataset.blank === nameOf(field))
  for (const blank of own) blank.classList.toggle("current", on)
  const sample = shown().closest(".sample")
  if (on && sample.scrollHeight > sample.clientHeight)
    own.find(blank => shown().contains(blank))?.scrollIntoView({ block: "nearest" })
}

// What is asked for is what the chosen version needs.
const choose = () => {
  const choice = choices.find(choice => choice.checked)
  for (const version of versions) version.classList.toggle("picked", version.id === choice.value)
  const letter = shown()
  for (const field of fields) field.closest("li").hidden = !letter.querySelector(`[data-blank="${nameOf(field)}"]`)
  for (const part of document.querySelectorAll(".within")) part.hidden = part.letter !== letter
  const copySubject = tools.querySelector("[data-copy-subject]")
  if (copySubject) copySubject.hidden = !subject()
  said.replaceChildren()
  address()
}

// An email in the reader's own program (RFC 6068): lines end with CR LF, and what is not plain is written with %.
const email = tools.querySelector("[data-mail]")
const encoded = text => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/\r?\n/g, "\r\n"))
const address = () => {
  if (email) email.href = `mailto:?${subject() ? `subject=${encoded(words(subject()))}&` : ""}body=${encoded(body())}`
}

// What was done, how many of its blanks are left, and the way to the first.
const say = (done, parts) => {
  const names = new Set(parts.flatMap(part => [...empty(part)]).map(blank => blank.dataset.blank))
  said.replaceChildren(done)
  if (!names.size) return
  const field = fields.find(field => names.has(nameOf(field)))
  const link = document.createElement("a")
  link.href = `#${field.id}`
  link.textContent = said.dataset.next
  link.addEventListener("click", event => {
    event.preventDefault()
    field.focus()
    field.scrollIntoView({ block: "center" })
  })
  said.append(` ${(names.size === 1 ? said.dataset.one : said.dataset.other).replace("{count}", names.size)} `, link)
}

const copy = async (text, parts, done = said.dataset.copied) => {
  try {
    await navigator.clipboard.writeText(text)
    say(done, parts)
  } catch {
    said.textContent = said.dataset.failed
  }
}

const made = {
  txt: () => [`\ufeff${whole().replace(/\r?\n/g, "\r\n")}\r\n`, "text/plain"],
  docx: () => {
    const { lang, dir } = document.documentElement
    const file = word([...shown().querySelectorAll("p")].map(pieces), { title: tools.dataset.title, lang, dir })
    return [file, file.type]
  },
}
const keep = kind => {
  save(`${tools.dataset.file}.${kind}`, ...made[kind]())
  say(said.dataset.saved, [shown()])
}

for (const field of fields) {
  field.addEventListener("input", () => fill(field))
  field.addEventListener("focus", () => mark(field, true))
  field.addEventListener("blur", () => mark(field, false))
}
for (const choice of choices) choice.addEventListener("change", choose)
tools.querySelector("[data-copy]").addEventListener("click", () => copy(body(), paragraphs()))
tools.querySelector("[data-copy-subject]")?.addEventListener("click", () => copy(words(subject()), [subject()]))
email?.addEventListener("click", event => {
  if (email.href.length <= LONGEST) return say(said.dataset.opened, [shown()])
  event.preventDefault()
  copy(body(), [shown()], said.dataset.long)
})
for (const button of tools.querySelectorAll("[data-save]")) button.addEventListener("click", () => keep(button.dataset.save))

// What a browser has kept of the fields, as it does when one goes back, shows too.
choose()
fields.forEach(fill)
addEventListener("pageshow", () => { choose(); fields.forEach(fill) })
