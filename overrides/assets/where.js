// The province of a reader, chosen once for every page: choosing it is their word that this device keeps it, and choosing all forgets it.
import { PLACE } from "./origin.js"

const KEY = `handbook-province ${PLACE}`
const choices = [...document.querySelectorAll("[data-where]")]

// Province -> its place in each list of the page; what concerns every reader stays in sight.
const show = chosen => {
  for (const choice of choices) {
    const known = [...choice.options].some(option => option.value === chosen) ? chosen : ""
    choice.value = known
    for (const item of choice.closest("[data-tool]").querySelectorAll("[data-province]")) {
      item.hidden = Boolean(known) && item.dataset.province !== known && !("everywhere" in item.dataset)
      if (item.dataset.province === known) item.firstElementChild.open = true
    }
  }
}
const kept = () => {
  try { return localStorage.getItem(KEY) } catch { return null }
}

for (const choice of choices) choice.addEventListener("change", () => {
  const status = choice.closest("div").querySelector("[role=status]")
  show(choice.value)
  try {
    if (choice.value) localStorage.setItem(KEY, choice.value)
    else localStorage.removeItem(KEY)
    status.textContent = choice.value ? status.dataset.kept : ""
  } catch { status.textContent = choice.value ? status.dataset.refused : "" }
})
show(kept() ?? choices[0].dataset.first)
addEventListener("storage", ({ key, newValue }) => { if (key === KEY || key === null) show(newValue ?? choices[0].dataset.first) })
// A link to another province than the chosen one shows that one, and keeps the choice as it was.
const reveal = () => {
  const item = document.getElementById(location.hash.slice(1))?.closest("[data-province]")
  if (!item) return
  item.hidden = false
  item.firstElementChild.open = true
}
addEventListener("hashchange", reveal)
reveal()
