// A file for the reader's calendar (RFC 5545), made on the device: the day that a worksheet is about, and the days around it.
import { save } from "./file.js"

const tool = document.querySelector("[data-tool=dates]")
const [date, time] = tool.querySelectorAll("input")
const status = tool.querySelector("[role=status]")
const items = [...tool.querySelectorAll("[data-days]")].map(item => {
  const [says, day] = item.querySelectorAll("[data-says], [data-day]")
  return { id: item.dataset.id, days: Number(item.dataset.days), says: says.textContent, day, before: day.textContent }
})

// A day as the number of milliseconds of its midnight in UTC: no time zone and no summer time has a say in it.
const dayOf = days => {
  const [year, month, day] = date.value.split("-").map(Number)
  return new Date(Date.UTC(year, month - 1, day + days))
}
const compact = day => day.toISOString().slice(0, 10).replaceAll("-", "")

const escaped = text => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n") // 3.3.11
const bytes = new TextEncoder()
const folded = line => { // at most 75 octets a line, no letter cut in two (3.1)
  const lines = [""]
  for (const letter of line) {
    const room = lines.length > 1 ? 74 : 75 // a line that goes on begins with a space
    if (bytes.encode(lines.at(-1) + letter).length > room) lines.push("")
    lines[lines.length - 1] += letter
  }
  return lines.join("\r\n ")
}

// The meeting itself is at a time of wherever the reader is then (floating, 3.3.5); all else lasts all day.
const event = ({ id, days, says }) => {
  const on = compact(dayOf(days))
  const at = days === 0 && time.value ? time.value.replace(":", "").padEnd(6, "0") : ""
  return [
    "BEGIN:VEVENT",
    `UID:${tool.dataset.uid}/${id}/${on}${at}@handbook.invalid`, // the same again for the same day, so that nothing stands twice
    `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`,
    at ? `DTSTART:${on}T${at}` : `DTSTART;VALUE=DATE:${on}`,
    ...at ? [`DURATION:PT${tool.dataset.minutes}M`] : ["TRANSP:TRANSPARENT"],
    `SUMMARY:${escaped(says)}`,
    "END:VEVENT",
  ]
}
const calendar = () => [
  "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${escaped(tool.dataset.handbook)}//${document.documentElement.lang}`,
  ...items.flatMap(event), "END:VCALENDAR", "",
].map(folded).join("\r\n")

// Each day is said in full once it is known.
const long = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" })
const show = () => {
  for (const { day, days, before } of items)
    day.textContent = date.value ? long.format(dayOf(days)) : before
  status.textContent = ""
}
date.addEventListener("input", show)
show()

tool.querySelector("[data-calendar]").addEventListener("click", () => {
  status.textContent = date.value ? tool.dataset.saved : tool.dataset.empty
  if (!date.value) return date.focus()
  save(`${tool.dataset.file}.ics`, calendar(), "text/calendar")
})
