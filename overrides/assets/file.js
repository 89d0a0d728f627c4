// A file that is made on the device and saved with the reader's downloads.
export const save = (name, text, type) => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000) // some browsers take their time
}
