// A letter as a Word document (ECMA-376, 5th edition), made on the device: a ZIP (PKWARE's APPNOTE, 6.3) of four parts, as they are.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1
  return byte
})
const checksum = data => ~data.reduce((sum, byte) => TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8), ~0) >>> 0

// Numbers of two and four bytes, the low one first.
const bytes = (...fields) => Uint8Array.from(fields.flatMap(([number, length]) => Array.from({ length }, (_, at) => (number >>> (8 * at)) & 0xff)))

const DATE = 0x21 // January 1, 1980, the first that there is: the same words give the same bytes
const zip = parts => {
  const locals = []
  const central = []
  let at = 0
  for (const [name, text] of Object.entries(parts)) {
    const [path, data] = [name, text].map(string => new TextEncoder().encode(string))
    const common = [[20, 2], [0x800, 2], [0, 2], [0, 2], [DATE, 2], [checksum(data), 4], [data.length, 4], [data.length, 4], [path.length, 2], [0, 2]]
    locals.push(bytes([0x04034b50, 4], ...common), path, data)
    central.push(bytes([0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), path)
    at += 30 + path.length + data.length
  }
  const size = central.reduce((sum, part) => sum + part.length, 0)
  const count = Object.keys(parts).length
  const end = bytes([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2])
  return new Blob([...locals, ...central, end], { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" })
}

// Text in XML: what means something there is written otherwise, what may not be there at all is left out (XML 1.0, 2.2).
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const escaped = text => text.replace(NOT_IN_XML, "").replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const NAMES = "http://schemas.openxmlformats.org"
const WORDS = `xmlns:w="${NAMES}/wordprocessingml/2006/main"`
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

const run = ({ words, blank, strong }, mirrored) => {
  const looks = `${strong ? "<w:b/>" : ""}${blank ? '<w:highlight w:val="yellow"/>' : ""}${mirrored ? "<w:rtl/>" : ""}`
  const lines = escaped(words).split(/\r?\n/).map(line => `<w:t xml:space="preserve">${line}</w:t>`)
  return `<w:r><w:rPr>${looks}</w:rPr>${lines.join("<w:br/>")}</w:r>`
}

// Paragraphs are lists of pieces, { words, blank, strong }; lang is BCP 47, dir "rtl" or anything else.
export const word = (paragraphs, { title, lang, dir }) => {
  const mirrored = dir === "rtl"
  const said = paragraphs.map(pieces => `<w:p>${mirrored ? "<w:pPr><w:bidi/></w:pPr>" : ""}${pieces.map(piece => run(piece, mirrored)).join("")}</w:p>`)
  const language = `<w:lang ${mirrored ? "w:bidi" : "w:val"}="${escaped(lang)}"/>`
  const related = (number, type, target) => `<Relationship Id="r${number}" Type="${type}" Target="${target}"/>`
  const relations = list => `${HEAD}<Relationships xmlns="${NAMES}/package/2006/relationships">${list}</Relationships>`
  return zip({
    "[Content_Types].xml": `${HEAD}<Types xmlns="${NAMES}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    "_rels/.rels": relations(related(1, `${NAMES}/officeDocument/2006/relationships/officeDocument`, "word/document.xml") + related(2, `${NAMES}/package/2006/relationships/metadata/core-properties`, "docProps/core.xml")),
    "docProps/core.xml": `${HEAD}<cp:coreProperties xmlns:cp="${NAMES}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:language>${escaped(lang)}</dc:language></cp:coreProperties>`,
    "word/_rels/document.xml.rels": relations(related(1, `${NAMES}/officeDocument/2006/relationships/styles`, "styles.xml")),
    "word/styles.xml": `${HEAD}<w:styles ${WORDS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="24"/><w:szCs w:val="24"/>${language}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="200" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`,
    "word/document.xml": `${HEAD}<w:document ${WORDS}><w:body>${said.join("")}</w:body></w:document>`,
  })
}
