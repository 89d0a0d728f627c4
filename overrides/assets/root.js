// At the root: go to the reader's language. On the 404 page: keep the section of the address's language.
(() => {
  const offered = document.currentScript.dataset.languages?.split(" ")
  if (offered) {
    let chosen = null
    try { chosen = localStorage.getItem("handbook-language") } catch { /* storage is off */ }
    const wanted = [chosen, ...(navigator.languages ?? [])].map(tag => tag?.toLowerCase().split("-")[0])
    const language = wanted.find(code => offered.includes(code))
    if (language) location.replace(`${language}/${location.protocol === "file:" ? "index.html" : ""}`)
    return
  }
  const sections = [...document.querySelectorAll("[data-language]")]
  const here = sections.find(section => location.pathname.split("/").includes(section.dataset.language))
  if (!here) return
  for (const section of sections) section.hidden = section !== here
  document.documentElement.lang = here.lang
  document.title = here.querySelector("h1").textContent
})()
