// The search of the offline edition: every word must begin a word of the entry; accents and capitals do not matter.
// It answers as Pagefind does, as far as handbook.js asks.
(() => {
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
  const escape = text => text.replace(/[&<>]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign])
  const words = text => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const entries = window.handbookIndex.map(entry => ({ ...entry, head: words(entry.title), all: words(`${entry.title} ${entry.text}`) }))
  const score = (entry, asked) => asked.reduce((sum, word) => {
    if (sum === 0) return 0
    const within = list => list.filter(one => one.startsWith(word)).length
    const found = within(entry.all)
    return found && sum + found + 20 * within(entry.head)
  }, 1)
  const excerpt = (text, asked) => {
    const parts = text.split(" ")
    const at = parts.findIndex(part => asked.some(word => words(part).some(one => one.startsWith(word))))
    const shown = parts.slice(Math.max(0, at - 8), Math.max(0, at - 8) + 24)
    return shown.map(part => words(part).some(one => asked.some(word => one.startsWith(word))) ? `<mark>${escape(part)}</mark>` : escape(part)).join(" ")
  }
  window.handbookSearch = {
    async debouncedSearch(text) {
      const asked = words(text)
      const best = entries.map(entry => ({ entry, points: score(entry, asked) })).filter(found => found.points)
      best.sort((a, b) => b.points - a.points)
      const pages = [...new Map(best.map(found => [found.entry.page, found]).reverse()).values()].sort((a, b) => b.points - a.points)
      return { results: pages.map(({ entry }) => ({ data: async () => ({ found: {
        url: entry.url, title: entry.title === entry.page ? entry.page : `${entry.page} – ${entry.title}`, excerpt: excerpt(entry.text, asked),
      } }) })) }
    },
  }
})()
