{% if enabled %}
// Keeps this version of the handbook in this language for reading without internet. Made by the build (worker.py).
// With internet, every page comes from the server: no reader is stuck on an old version. Without it, every file comes
// from one cache, filled at once with files whose hashes are listed here: no two versions are mixed. A page says its
// own, for some hosts write into pages. What has a hash in its name never changes, and comes from that cache at once.
const PREFIX = {{ prefix|tojson }}
const CACHE = PREFIX + {{ version|tojson }}
const FILES = {{ files|tojson }} // address below this one -> SHA-256, first 16 digits
const FAILED = PREFIX + "failed" // a cache that says which version the host did not give as it is listed, and when
const AGAIN = 3600000 // milliseconds until that version is tried once more: not on every page
const PATIENCE = 5000 // milliseconds that a page may take before the cache answers

const NAMED = /{{ named }}$/

const digest = async response => {
  const hash = await crypto.subtle.digest("SHA-256", await response.arrayBuffer())
  return [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, "0")).join("").slice(0, 16)
}

const isListed = async (response, hash) => response.headers.get("content-type")?.startsWith("text/html")
  ? (await response.text()).includes(`data-edition="${hash}"`) : await digest(response) === hash

const failedLately = async () => {
  const note = await caches.has(FAILED) && await (await caches.open(FAILED)).match("failed")
  const last = note ? await note.json() : {}
  return last.version === CACHE && Date.now() - last.time < AGAIN
}

self.addEventListener("install", event => event.waitUntil((async () => {
  if (await failedLately()) throw new Error("the host did not give this version as it is listed")
  let answered = true
  const cache = await caches.open(CACHE)
  try {
    await Promise.all(Object.entries(FILES).map(async ([address, hash]) => {
      const response = await fetch(address, { cache: "no-cache" }).catch(error => { answered = false; throw error })
      if (!response.ok || !await isListed(response.clone(), hash)) throw new Error(`${address} is of another version`)
      await cache.put(address, response)
    }))
  } catch (error) { // all or nothing; without internet the browser tries again with the next page
    await caches.delete(CACHE)
    if (answered) await (await caches.open(FAILED)).put("failed", Response.json({ version: CACHE, time: Date.now() }))
    throw error
  }
})()))

self.addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name)
  await self.clients.claim()
})()))

const kept = async request => {
  const cache = await caches.open(CACHE)
  const found = await cache.match(request, { ignoreSearch: true, ignoreVary: true })
  if (found || request.mode !== "navigate") return found ?? Response.error()
  return await cache.match("404.html") ?? Response.error()
}

self.addEventListener("fetch", event => {
  const { request } = event
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope) || request.headers.has("range")) return
  if (NAMED.test(request.url)) return event.respondWith(caches.match(request, { ignoreVary: true }).then(found => found ?? fetch(request)))
  const answer = fetch(request, { cache: "no-cache" }) // else the browser's own cache might answer with another version
  const late = new Promise(resolve => { if (request.mode === "navigate") setTimeout(resolve, PATIENCE) })
  event.respondWith(Promise.race([answer, late.then(async () => {
    const found = await caches.open(CACHE).then(cache => cache.match(request, { ignoreSearch: true, ignoreVary: true }))
    return found ?? answer
  })]).catch(() => kept(request)))
})

// A chapter names its worksheets once it has been read: they are kept beside it.
self.addEventListener("message", event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE)
  for (const address of event.data.keep ?? []) {
    const inside = new URL(address, self.registration.scope).href.startsWith(self.registration.scope)
    if (inside && !await cache.match(address)) await cache.add(address).catch(() => undefined) // the next visit tries again
  }
})()))
{% else %}
// Reading without internet is off (`offline` in brand.yml): what an earlier version kept is removed.
self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith({{ prefix|tojson }})) await caches.delete(name)
  await self.registration.unregister()
})()))
{% endif %}
