// What a reader writes: kept on this device once the reader says so, and nowhere else. The one module that stores any of it.
//
// Every entry is { value, time, label, sheet, title, said } by the id of its field, which no edition of the handbook changes; `label`
// is what the field was called then, `sheet` and `title` where it stood, `said` the words of a mark that was chosen. So a later
// edition that lacks the field can still show it. Nothing that is unknown here is thrown away: it may be a later edition's.

import { PLACE } from "./origin.js"

const FORMAT = 1
const KEY = `handbook-words ${PLACE}`

const open = new Map() // what this page has been told, whether it is kept or not
const unkept = new Set() // ids of those that nothing keeps
let unreadable = false

const read = text => {
  const found = JSON.parse(text)
  if (!Number.isInteger(found?.format) || found.words === null || typeof found.words !== "object" || Array.isArray(found.words))
    throw new TypeError("these are no words of a handbook")
  return { ...found, words: new Map(Object.entries(found.words)) }
}
const written = (state, space) => JSON.stringify({ ...state, words: Object.fromEntries(state.words) }, null, space)
const isEntry = entry => typeof entry?.value === "string" && Number.isFinite(entry.time)
const isNewer = (entry, than) => isEntry(entry) && !(isEntry(than) && than.time >= entry.time)

// What is kept now, by whichever tab; null where the reader has not said so, or the browser does not give it.
const kept = () => {
  try {
    const text = localStorage.getItem(KEY)
    return text === null ? null : read(text)
  } catch (error) {
    unreadable = !(error instanceof DOMException)
    return null
  }
}
const store = state => {
  try {
    localStorage.setItem(KEY, written(state))
    return true
  } catch { // refused, or no room
    return false
  }
}

// What was chosen, and not written, goes from page to page in this tab, and with it.
const chosen = () => {
  try { return new Map(Object.entries(JSON.parse(sessionStorage.getItem(KEY)) ?? {})) } catch { return new Map() }
}
const choose = words => {
  try { sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(words))) } catch { /* it stays on this page */ }
}

const merge = (state, words) => {
  const newer = [...words].filter(([id, entry]) => !state.words.has(id) || isNewer(entry, state.words.get(id)))
  for (const [id, entry] of newer) state.words.set(id, entry)
  return newer.length
}

export const keep = {
  on: () => kept() !== null,

  // Keep from now on, with what this page has been told already; false where the browser refuses. Where another tab has begun and
  // this one has nothing to add, nothing is written: it could be older than what that tab is writing.
  start() {
    const begun = kept()
    const state = begun ?? { format: FORMAT, words: new Map() }
    try {
      if (unreadable) localStorage.setItem(`${KEY} unreadable ${Date.now()}`, localStorage.getItem(KEY))
    } catch { return false }
    const added = merge(state, chosen()) + merge(state, open)
    if ((added || !begun) && !store(state)) return false
    unkept.clear()
    choose(new Map())
    return true
  },

  // Whether what was kept is of no known form; start() sets it aside.
  unreadable: () => kept() === null && unreadable,

  // The entry of a field, or undefined.
  read(id) {
    const [entry] = [kept()?.words.get(id), chosen().get(id), open.get(id)].filter(isEntry).sort((a, b) => b.time - a.time)
    return entry
  },

  // Note what a field holds: { value, label, sheet, title, said }, and `tab` for a choice, which the tab may keep by itself.
  // True where it is kept on the device, null where it need not be, false where the browser refuses.
  write(id, { tab, ...entry }) {
    entry.time = Math.max(Date.now(), (keep.read(id)?.time ?? 0) + 1)
    open.set(id, entry)
    const state = kept()
    if (state) {
      state.words.set(id, { ...state.words.get(id), ...entry })
      if (store(state)) unkept.delete(id)
      else unkept.add(id)
      return !unkept.has(id)
    }
    if (tab) choose(chosen().set(id, entry))
    else if (entry.value) unkept.add(id)
    else unkept.delete(id)
    return null
  },

  // Every entry that holds something, by its id: kept, chosen or on this page.
  all() {
    const state = { words: new Map(kept()?.words) }
    merge(state, chosen())
    merge(state, open)
    return new Map([...state.words].filter(([, entry]) => isEntry(entry) && entry.value))
  },

  // All of it as a file that put() takes, what is unknown here included.
  json() {
    const state = kept() ?? { format: FORMAT, words: new Map() }
    merge(state, chosen())
    merge(state, open)
    return written(state, 2)
  },

  // Put a file back and keep it: the newer entry stays. The number of entries that are other now; TypeError or SyntaxError where
  // it is no such file, Error where the browser refuses.
  put(json) {
    const { words, ...rest } = read(json)
    const state = { ...rest, ...(kept() ?? { format: FORMAT, words: new Map() }) }
    const count = merge(state, words)
    if (!store(state)) throw new Error("the browser refuses")
    return count
  },

  // Erase all that is kept; what this page has been told stays on it.
  erase() {
    choose(new Map())
    try { localStorage.removeItem(KEY) } catch { /* then nothing was kept */ }
    for (const [id, { value }] of open) if (value) unkept.add(id)
  },

  // Whether closing the page would lose words.
  losing: () => unkept.size > 0,

  // Tell of what other tabs do: the entries that they changed by id, null where they erased everything.
  watch(callback) {
    addEventListener("storage", ({ key, oldValue, newValue }) => {
      if (key !== KEY && key !== null) return
      if (newValue === null) return callback(null)
      const words = text => { try { return read(text).words } catch { return new Map() } }
      const before = words(oldValue)
      callback(new Map([...words(newValue)].filter(([id, entry]) => isEntry(entry) && entry.time !== before.get(id)?.time)))
    })
  },
}
