// A page in the frame of another site: it tells what is around it how high it is, and where in it the reader has gone, so that the frame
// need not scroll. Who may be around it, the headers say (hosting.py). It is told nothing else, not even which page this is: so
// nobody is asked who it is first.

// `at`: how far below the top of the page the reader has gone, in pixels; only where the reader has gone somewhere.
const tell = at => parent.postMessage({ handbook: { height: Math.ceil(document.documentElement.getBoundingClientRect().height), at } }, "*")

const place = () => {
  const there = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  return there ? Math.floor(there.getBoundingClientRect().top + scrollY) : 0
}
tell(place())
new ResizeObserver(() => tell()).observe(document.documentElement)

// Browsers move only the frame to a place in it, and not what is around it: to go there is what the page outside can do.
addEventListener("click", event => {
  const link = event.target.closest("a[href*='#']")
  if (link && !link.target && link.pathname === location.pathname) setTimeout(() => tell(place()))
})

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print())
