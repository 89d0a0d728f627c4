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

// Search: Pagefind is fetched when the dialog opens for the first time.
const search = document.querySelector("[data-search]")
if (search) {
  const field = search.querySelector("input")
  const status = search.querySelector("[role=status]")
  const list = search.querySelector("ol")
  let pagefind
  // The offline edition has one script in its place: modules do not load from a disk.
  const script = address => new Promise((resolve, reject) => {
    const added = document.createElement("script")
    Object.assign(added, { src: address, onload: () => resolve(window.handbookSearch), onerror: reject })
    document.head.append(added)
  })
  const module = async address => {
    const found = await import(new URL(address, location.href))
    await found.options({ excerptLength: 20 })
    return found
  }
  const load = () => pagefind ??= search.dataset.script ? script(search.dataset.script) : module(search.dataset.bundle)
  const open = () => {
    if (search.open) return
    search.showModal()
    field.focus()
    field.select()
    load().catch(() => { status.textContent = search.dataset.failed })
  }
  const draw = (results) => {
    list.replaceChildren(...results.map(result => {
      const item = document.createElement("li")
      const link = document.createElement("a")
      link.href = result.url
      link.textContent = result.title
      const excerpt = document.createElement("p")
      excerpt.innerHTML = result.excerpt // Pagefind's own: escaped text and <mark>
      item.append(link, excerpt)
      return item
    }))
  }
  // Where on its page a result leads: the section, or the glossary's term, that holds the words best.
  const place = (page) => {
    if (page.found) { // the offline edition knows the place already; its addresses begin at the language's root
      const root = search.dataset.script.replace("assets/search.js", "")
      return { ...page.found, url: root + page.found.url }
    }
    const best = (words) => words.reduce((a, b) => b.balanced_score > a.balanced_score ? b : a)
    const score = (part) => part.weighted_locations.reduce((sum, word) => sum + word.balanced_score, 0)
    const part = page.sub_results.sort((a, b) => score(b) - score(a))[0]
    if (!part) return { url: page.url, title: page.meta.title, excerpt: page.excerpt }
    const at = best(part.weighted_locations).location
    const term = page.anchors.findLast(({ element, location }) => element === "dt" && location <= at)
    const title = term ? term.text : part.title
    return {
      url: term ? `${page.url}#${term.id}` : part.url,
      title: title && title !== page.meta.title ? `${page.meta.title} – ${title}` : page.meta.title,
      excerpt: part.excerpt,
    }
  }
  const find = async () => {
    const words = field.value.trim()
    if (!words) { status.textContent = ""; return draw([]) }
    try {
      const found = await (await load()).debouncedSearch(words, {}, 150)
      if (!found) return // the reader typed on
      const pages = await Promise.all(found.results.slice(0, 8).map(result => result.data()))
      draw(pages.map(place))
      const count = found.results.length
      status.textContent = count === 0 ? search.dataset.none : count === 1 ? search.dataset.one : search.dataset.other.replace("{count}", count)
    } catch {
      status.textContent = search.dataset.failed
    }
  }
  for (const button of document.querySelectorAll("[data-search-open]")) button.addEventListener("click", open)
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]")
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); open() }
  })
  search.addEventListener("keydown", event => { // else some browsers only empty the field
    if (event.key === "Escape") { event.preventDefault(); search.close() }
  })
  field.addEventListener("input", find)
  list.addEventListener("click", event => { if (event.target.closest("a")) search.close() })
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
