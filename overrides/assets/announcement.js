// Runs before the page is drawn: an announcement is not seen after its last day, nor where the reader has put it away.
{
  const root = document.documentElement
  const { until, name } = document.currentScript.dataset
  const [year, month, day] = until.split("-").map(Number)
  // Other handbooks may share the origin, at other paths.
  const key = `handbook-announcement ${new URL(`${root.dataset.root}../`, location.href).pathname}`
  const hide = () => root.classList.add("announced")
  try {
    if (localStorage.getItem(key) === name) hide()
  } catch { /* storage is off: it is put away for as long as the page is open */ }
  if (Date.now() >= new Date(year, month - 1, day + 1)) hide()
  addEventListener("click", event => {
    if (!event.target.closest?.("[data-put-away]")) return
    hide()
    document.getElementById("content").focus({ preventScroll: true }) // the button is gone
    try { localStorage.setItem(key, name) } catch { /* as above */ }
  })
}
