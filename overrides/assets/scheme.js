// Runs before the page is drawn, so that the reader's colours do not flash.
(() => {
  const root = document.documentElement
  root.classList.add("script")
  try {
    const scheme = localStorage.getItem("handbook-scheme")
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme
  } catch { /* storage is off: the system's choice stands */ }
})()
