// The search, loaded when its dialog opens for the first time. It fetches the language's index (macros/site/search.py) and keeps it
// in memory; nothing that is typed leaves the page. The offline edition puts the index before this file and loads it as a plain
// script, since modules do not load from a disk: so nothing is imported here.

// How words are told ---------------------------------------------------------------------

// The words of a text, without accents and capitals, which tired people leave out; `letters` are pairs, what is read as what. Of what
// a hyphen joins, each part is a word, and so is the whole: thank-you is thank, you and thankyou. Not if all parts are `stopped`.
const HYPHENS = /[-‐‑]/g
const splitter = (letters, stopped = new Set()) => text => {
  const lower = letters.reduce((said, [one, two]) => said.replaceAll(one, two), text.toLowerCase())
  const folded = lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  return (folded.match(/[\p{L}\p{M}\p{N}]+(?:[-‐‑][\p{L}\p{M}\p{N}]+)*/gu) ?? []).flatMap(word => {
    const parts = word.split(HYPHENS)
    return parts.length > 1 && parts.some(part => !stopped.has(part)) ? [...parts, parts.join("")] : parts
  })
}

// Words to their stems, by a language's endings: each step takes the first that leaves three letters, and a doubled letter goes.
const stemmer = endings => {
  const known = new Map()
  const stem = word => {
    for (const step of endings) {
      const found = step.find(([end]) => word.endsWith(end) && word.length - end.length >= 3)
      if (found) word = word.slice(0, -found[0].length) + found[1]
    }
    return word.length > 3 && word.at(-1) === word.at(-2) ? word.slice(0, -1) : word
  }
  return word => known.get(word) ?? known.set(word, stem(word)).get(word)
}

// How many letters are to be changed, left out, added or swapped to make one word another; no more than `most`, else Infinity.
const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return Infinity
  let [before, last] = [[], [...Array(other.length + 1).keys()]]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return Infinity
    ;[before, last] = [last, row]
  }
  return last[other.length] <= most ? last[other.length] : Infinity
}

// What is found, and in which order --------------------------------------------------------

// BM25F (Robertson and Zaragoza, 2009): a word in a title or among the unseen words counts as often as WEIGHT says, and a long text
// makes its words count less.
const WEIGHT = { title: 5, words: 5, page: 1.5, text: 1 }
const SATURATION = 2, LENGTH = 0.6
const PREFIX = 0.5, TYPO = 0.6 // what a word counts that only begins as was typed, or is spelled a little otherwise
const WEAKEST = 0.25, MOST = 10 // results below this share of the best one are not shown, nor more than so many
const LONGEST = 24 // words of a query that are looked at

// Takes an index, and gives what answers a query: `results`, best first, and `isMatch`, whether a word of a text was asked for.
const finder = ({ rules, entries }) => {
  const stopped = new Set(rules.stop.flatMap(splitter(rules.letters)))
  const words = splitter(rules.letters, stopped)
  const stem = stemmer(rules.endings)
  const stems = new Map() // stem -> entry's number -> weight
  const forms = new Map() // each word of the index -> its stem
  const meaningful = list => list.some(word => !stopped.has(word)) ? list.filter(word => !stopped.has(word)) : list
  const stemsOf = text => words(text).map(word => {
    if (!forms.has(word)) forms.set(word, stem(word))
    return forms.get(word)
  })
  const texts = entries.map(entry => stemsOf(entry.text))
  const mean = texts.reduce((sum, list) => sum + list.length, 0) / entries.length || 1
  const phrases = entries.map((entry, number) => {
    const add = (list, weight) => {
      for (const one of list) {
        const weights = stems.get(one) ?? stems.set(one, new Map()).get(one)
        weights.set(number, (weights.get(number) ?? 0) + weight)
      }
    }
    add(texts[number], WEIGHT.text / (1 - LENGTH + LENGTH * texts[number].length / mean))
    add(new Set(stemsOf(entry.title || entry.page)), WEIGHT.title)
    add(new Set(entry.words.flatMap(stemsOf)), WEIGHT.words)
    if (entry.title) add(new Set(stemsOf(entry.page)), WEIGHT.page)
    return [entry.title || entry.page, ...entry.words].map(phrase => new Set(meaningful(words(phrase)).map(stem)))
  })
  const rarity = one => Math.log(1 + (entries.length - stems.get(one).size + .5) / (stems.get(one).size + .5))

  // The stems that a typed word may mean, with what each counts; an unknown word may lack an apostrophe, or have a letter wrong.
  const meanings = (word, isLast) => {
    const found = new Map()
    const own = forms.get(word) ?? stem(word)
    if (isLast) for (const [form, one] of forms) if (form.startsWith(word)) found.set(one, PREFIX)
    if (stems.has(own)) found.set(own, 1)
    if (found.size) return found
    for (const short of rules.elided) {
      const rest = word.slice(short.length)
      if (word.startsWith(short) && /^[aeiouyh].../.test(rest) && forms.has(rest)) return stopped.has(rest) ? found : found.set(forms.get(rest), 1)
    }
    const most = word.length < 5 ? 0 : word.length < 8 ? 1 : 2
    for (let least = 1; least <= most && !found.size; least++)
      for (const [form, one] of forms) if (form[0] === word[0] && distance(word, form, least) <= least) found.set(one, TYPO)
    return found
  }

  return query => {
    const parts = new Set(words(query.replace(HYPHENS, " ")))
    const typed = [...new Set(words(query))].filter(word => parts.has(word) || forms.has(word)).slice(0, LONGEST)
    const asked = meaningful(typed).map(word => meanings(word, word === typed.at(-1))).filter(found => found.size)
    const scores = new Map()
    let all = 0
    for (const found of asked) {
      const best = new Map()
      const worth = Math.max(...[...found].map(([one, share]) => share * rarity(one)))
      for (const [one, share] of found)
        for (const [number, weight] of stems.get(one)) {
          const points = share * rarity(one) * weight / (SATURATION + weight)
          if (points > (best.get(number)?.points ?? 0)) best.set(number, { points, worth: share * rarity(one) })
        }
      all += worth
      for (const [number, { points, worth }] of best) {
        const score = scores.get(number) ?? scores.set(number, { points: 0, worth: 0 }).get(number)
        score.points += points
        score.worth += worth
      }
    }
    const matched = new Set(asked.flatMap(found => [...found.keys()]))
    const results = [...scores].map(([number, { points, worth }]) => {
      // A title or a phrase of which every word was asked for; most of all, one that says all that was asked.
      const whole = phrases[number].filter(phrase => phrase.size && [...phrase].every(one => matched.has(one)))
      const said = Math.max(0, ...whole.map(phrase => Math.min(all, [...phrase].reduce((sum, one) => sum + rarity(one), 0))))
      return { entry: entries[number], points: points * (.4 + .6 * worth / all) + said * .5 }
    }).sort((a, b) => b.points - a.points)
    return {
      results: results.filter(found => found.points > WEAKEST * results[0].points).slice(0, MOST).map(found => found.entry),
      isMatch: word => words(word).some(one => matched.has(stem(one))),
    }
  }
}

// The dialog ---------------------------------------------------------------------------------

const dialog = document.querySelector("dialog.search")
const field = dialog.querySelector("input")
const status = dialog.querySelector("[role=status]")
const list = dialog.querySelector("ol")
const root = new URL(dialog.dataset.root, location.href)

let loading
const load = () => loading ??= (async () => finder(window.handbookIndex ?? await (await fetch(new URL("search.json", root))).json()))()

// A piece of a text with as many of the words as possible, and those marked.
const excerpt = (text, isMatch) => {
  const SIZE = 24, BEFORE = 5
  const parts = text.split(" ").map(part => ({ part, hit: isMatch(part) }))
  const hits = start => parts.slice(start, start + SIZE).filter(({ hit }) => hit).length
  const starts = parts.flatMap(({ hit }, at) => hit ? [Math.max(0, at - BEFORE)] : [])
  const start = starts.length ? starts.reduce((best, at) => hits(at) > hits(best) ? at : best) : 0
  const shown = document.createElement("p")
  if (start) shown.append("… ")
  for (const { part, hit } of parts.slice(start, start + SIZE)) {
    const word = hit ? document.createElement("mark") : new Text()
    word.textContent = part
    shown.append(word, " ")
  }
  if (start + SIZE < parts.length) shown.append("…")
  return shown
}

const draw = ({ results, isMatch }) => list.replaceChildren(...results.map(({ url, page, title, text, lang }) => {
  const item = document.createElement("li")
  if (lang) item.lang = lang // it is not translated
  const link = document.createElement("a")
  link.href = new URL(url, root)
  link.textContent = title ? `${page} – ${title}` : page
  item.append(link)
  if (text) item.append(excerpt(text, isMatch))
  return item
}))

const find = async () => {
  const asked = field.value.trim()
  try {
    const search = await load()
    if (asked !== field.value.trim()) return // the reader typed on
    const found = asked ? search(asked) : { results: [] }
    draw(found)
    const count = found.results.length
    status.textContent = !asked ? "" : !count ? dialog.dataset.none : count === 1 ? dialog.dataset.one : dialog.dataset.other.replace("{count}", count)
  } catch {
    loading = undefined // the next letter tries again
    status.textContent = dialog.dataset.failed
  }
}

field.addEventListener("input", find)
list.addEventListener("click", event => { if (event.target.closest("a")) dialog.close() })
find() // what was typed while this loaded
