// Choosing questions: a tick for each, filters by tag, how many are chosen, and the places where they stand, in the reader's order.
import { FILLED, fill, labelOf } from "./fields.js"

const ticks = [...document.querySelectorAll("[type=checkbox][data-choice]")]
const places = [...document.querySelectorAll("[data-places] > li")].map(item => {
  const [from, ask, answer] = item.querySelectorAll("[data-field]")
  return { item, from, ask, answer }
})
const idOf = tick => tick.dataset.field.split("/").at(-2)

// Filters: the buttons of a list are one choice.
for (const filter of document.querySelectorAll("[data-filter]")) filter.addEventListener("click", ({ target }) => {
  if (!("tag" in target.dataset)) return
  for (const button of filter.querySelectorAll("button")) button.setAttribute("aria-pressed", button === target)
  const items = [...filter.closest("[data-tool]").querySelectorAll("[data-tags]")]
  for (const item of items) item.hidden = Boolean(target.dataset.tag) && !item.dataset.tags.split(" ").includes(target.dataset.tag)
  const count = items.filter(item => !item.hidden).length
  filter.querySelector("[role=status]").textContent = count === 1 ? filter.dataset.one : filter.dataset.other.replace("{count}", count)
})

// How many: ticked ones, and the reader's own. Each list has a bar that says so; a screen reader hears it from one of them.
const bars = [...document.querySelectorAll("[data-chosen]")]
for (const bar of bars.slice(1)) bar.firstElementChild.removeAttribute("role")
const tell = () => {
  const own = places.filter(place => place.ask.value.trim() && !place.from.value).length
  const count = ticks.filter(tick => tick.checked).length + own
  for (const bar of bars) {
    const { least, most, fewer, right, more } = bar.dataset
    const words = count < least ? fewer : count > most ? more : right
    bar.classList.toggle("some", count > 0)
    bar.firstElementChild.textContent = words.replace("{count}", count).replace("{least}", least).replace("{most}", most)
  }
}

// Each ticked question has a place while there is room; one that is ticked no longer leaves it, but its answer stays.
const place = () => {
  const ticked = new Map(ticks.filter(tick => tick.checked).map(tick => [idOf(tick), labelOf(tick)]))
  for (const { from, ask, answer } of places) {
    if (!from.value) continue
    if (ticked.has(from.value)) {
      ask.value = ticked.get(from.value) // it may have been chosen in another language
      ticked.delete(from.value)
    } else {
      fill(from, "", true)
      if (!answer.value.trim()) fill(ask, "", true)
    }
  }
  for (const [id, words] of ticked) {
    const free = places.find(({ from, ask, answer }) => !from.value && !ask.value.trim() && !answer.value.trim())
    if (!free) break
    fill(free.from, id, true)
    fill(free.ask, words, true)
  }
}
for (const tick of ticks) tick.addEventListener("input", () => { place(); tell() }) // in another tab, too
for (const { from, ask } of places) for (const field of [from, ask]) field.addEventListener("input", ({ detail }) => {
  const tick = ticks.find(one => idOf(one) === from.value)
  if (tick && detail === FILLED) ask.value = labelOf(tick) // a tab in another language has filled it
  else if (tick && ask.value !== labelOf(tick)) { // it is the reader's own now
    fill(from, "", true)
    fill(tick, "")
  }
  tell()
})

// Order: what stands in two places changes sides, by the arrows or by pulling the grip.
const swap = (one, other) => {
  const [here, there] = [one, other].map(({ from, ask, answer }) => [from.value, ask.value, answer.value])
  for (const [place, [from, ask, answer]] of [[one, there], [other, here]]) {
    fill(place.from, from, true)
    fill(place.ask, ask, Boolean(from))
    fill(place.answer, answer)
  }
}
const list = document.querySelector("[data-places]")
const status = list?.parentElement.querySelector(":scope > [role=status]")
const move = (at, to) => {
  for (const step = Math.sign(to - at); at !== to; at += step) swap(places[at], places[at + step])
  status.textContent = list.dataset.moved.replace("{count}", to + 1)
}
places.forEach(({ item }, at) => {
  for (const button of item.querySelectorAll("[data-move]")) button.addEventListener("click", () => {
    const to = at + Number(button.dataset.move)
    move(at, to)
    const same = places[to].item.querySelector(`[data-move="${button.dataset.move}"]`)
    ;(same.disabled ? places[to].item.querySelector("[data-move]:enabled") : same).focus()
  })
  const grip = item.querySelector("[data-grip]")
  let now
  grip.addEventListener("pointerdown", event => {
    event.preventDefault()
    grip.setPointerCapture(event.pointerId)
    now = at
    item.classList.add("pulled")
  })
  grip.addEventListener("pointermove", ({ clientY }) => {
    if (now === undefined) return
    const to = places.findIndex(other => {
      const { top, bottom } = other.item.getBoundingClientRect()
      return clientY >= top && clientY < bottom
    })
    if (to < 0 || to === now) return
    places[now].item.classList.remove("pulled")
    move(now, to)
    now = to
    places[now].item.classList.add("pulled")
  })
  for (const end of ["pointerup", "pointercancel"]) grip.addEventListener(end, () => {
    if (now !== undefined) places[now].item.classList.remove("pulled")
    now = undefined
  })
})
place()
tell()
