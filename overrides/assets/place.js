// Where a reader is: the steps that they marked as done, and the place where they stopped. Pressing either button is their word that
// this device keeps it; it goes nowhere else, and Home shows it and forgets it.
import { PLACE } from "./origin.js"

const KEY = `handbook-place ${PLACE}`
const language = document.documentElement.dataset.language

// { done: { step: true }, stop: { step, places: { language: { path, title } } } }: a path is below the handbook's.
const read = () => {
  try {
    const { done, stop } = JSON.parse(localStorage.getItem(KEY)) ?? {}
    return { done: done && typeof done === "object" ? done : {}, stop: stop?.places ? stop : null }
  } catch { return { done: {}, stop: null } }
}
const write = state => {
  try {
    localStorage.setItem(KEY, JSON.stringify(state))
    return true
  } catch { return false }
}

const draw = () => {
  const { done, stop } = read()
  for (const step of document.querySelectorAll("[data-step]")) {
    step.querySelector("[data-done]").setAttribute("aria-pressed", Boolean(done[step.dataset.step]))
    step.querySelector("[data-stop]").setAttribute("aria-pressed", stop?.step === step.dataset.step)
  }
}

for (const step of document.querySelectorAll("[data-step]")) {
  const status = step.querySelector("[role=status]")
  const tell = kept => { status.textContent = kept ? status.dataset.kept : status.dataset.refused }
  step.querySelector("[data-done]").addEventListener("click", () => {
    const state = read(), name = step.dataset.step
    if (state.done[name]) delete state.done[name]
    else state.done[name] = true
    const kept = write(state)
    if (state.done[name] || !kept) tell(kept)
    else status.textContent = ""
    draw()
  })
  step.querySelector("[data-stop]").addEventListener("click", () => {
    const state = read(), anchor = step.dataset.step.split("/").at(-1)
    const there = (address, title) => ({ path: new URL(address, location.href).pathname.slice(PLACE.length), title })
    const places = { [language]: there(location.href, step.dataset.title) }
    for (const link of document.querySelectorAll("a[data-language]")) places[link.dataset.language] = there(link.href, "")
    tell(write({ ...state, stop: { step: step.dataset.step, anchor, places } }))
    draw()
  })
}

// On Home: the way back, and how to forget it.
const back = document.querySelector("[data-back]")
const show = () => {
  const { done, stop } = read()
  const place = stop?.places[language], count = Object.keys(done).length
  back.hidden = !place && !count
  const link = back.querySelector("a")
  link.hidden = !place
  if (place) {
    const address = new URL(PLACE + place.path, location.href)
    link.href = address.pathname.startsWith(PLACE) && address.origin === location.origin ? `${address.pathname}#${encodeURIComponent(stop.anchor)}` : ""
    link.textContent = place.title ? back.dataset.to.replace("{title}", () => place.title) : back.dataset.on
  }
  back.querySelector("span").textContent = count ? back.dataset[count === 1 ? "one" : "other"].replace("{count}", count) : ""
}
if (back) {
  back.querySelector("button").addEventListener("click", () => {
    try { localStorage.removeItem(KEY) } catch { /* then nothing was kept */ }
    show()
  })
  show()
}
draw()
addEventListener("storage", ({ key }) => {
  if (key !== KEY && key !== null) return
  draw()
  if (back) show()
})
