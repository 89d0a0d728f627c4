// Other handbooks may share the origin, at other paths: what is stored bears the path of this one, in every language.
export const PLACE = new URL(`${document.documentElement.dataset.root}../`, location.href).pathname
