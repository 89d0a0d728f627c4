// Conveniences only: every page reads and works without this file, and nothing typed leaves the page.
const remember = (key, value) => {
  try { localStorage.setItem(key, value) } catch { /* storage is off: nothing is remembered */ }
}

// The language that a reader chooses is kept for the page at the root.
for (const link of document.querySelectorAll("a[data-language]"))
  link.addEventListener("click", () => remember("handbook-language", link.dataset.language))

// Light or dark: the system's choice until the reader makes one.
const schemeSwitch = document.querySelector("[data-scheme-switch]")
if (schemeSwitch) {
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)")
  const isDark = () => root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches
  const show = () => schemeSwitch.setAttribute("aria-pressed", isDark())
  schemeSwitch.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark"
    remember("handbook-scheme", root.dataset.scheme)
    show()
  })
  system.addEventListener("change", show)
  show()
}

// An entry of a chapter had its address on the chapter's page before it had one on its stage's.
const entry = document.querySelector(`.stages li[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"] > a`)
if (entry) location.replace(entry.href)

// Contents show where one is: the last heading above the middle of the window.
const listed = [...document.querySelectorAll(".toc a")].map(link => [link, document.getElementById(link.hash.slice(1))])
if (listed.length) {
  const seen = new IntersectionObserver(() => {
    const here = listed.findLast(([, heading]) => heading?.getBoundingClientRect().top < innerHeight / 2)
    for (const [link] of listed) link === here?.[0] ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")
  }, { rootMargin: "0px 0px -50% 0px" })
  for (const [, heading] of listed) if (heading) seen.observe(heading)
}

// Search: its script is fetched when the dialog opens for the first time.
const search = document.querySelector("dialog.search")
if (search) {
  const address = new URL(document.currentScript.dataset.search, location.href)
  const field = search.querySelector("input")
  // Modules do not load from a disk: there it is a plain script (commands/offline.py).
  const script = () => new Promise((resolve, reject) => {
    const added = document.createElement("script")
    Object.assign(added, { src: address, onload: resolve, onerror: reject })
    document.head.append(added)
  })
  let loaded
  const open = () => {
    if (search.open) return
    search.showModal()
    field.focus()
    field.select()
    loaded ??= location.protocol === "file:" ? script() : import(address)
    loaded.catch(() => { search.querySelector("[role=status]").textContent = search.dataset.failed })
  }
  for (const button of document.querySelectorAll("[data-search-open]")) button.addEventListener("click", open)
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]")
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); open() }
  })
  search.addEventListener("keydown", event => { // else some browsers only empty the field
    if (event.key === "Escape") { event.preventDefault(); search.close() }
  })
}

// Reading without internet: once the page is there, the browser keeps this language, and a chapter's usual worksheets.
const worker = document.currentScript?.dataset.worker
if (worker && "serviceWorker" in navigator && location.protocol !== "file:" && !navigator.connection?.saveData)
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register(worker, { updateViaCache: "none" })
      const { active } = await navigator.serviceWorker.ready
      active.postMessage({ keep: [...document.querySelectorAll(".offer > p > a[download]")].map(link => link.href) })
    } catch { /* the browser does not want to: the pages work as before */ }
  })

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print())
