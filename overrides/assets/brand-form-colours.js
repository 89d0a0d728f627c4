// One or two seed colours -> every shade, as macros/look/colours.py makes them: the same rules, in the same order, on the same numbers.
// What that module takes from coloraide (CSS Color 4: OKLCH, gamut mapping by chroma; WCAG 2.2: contrast) is written out here.

const TEXT = 7.1
const FARTHEST = 0.2
const PAPER_HUE = 82

const TO_XYZ = [
  [0.4123907992659593, 0.357584339383878, 0.1804807884018343],
  [0.21263900587151024, 0.715168678767756, 0.07219231536073371],
  [0.01933081871559182, 0.11919477979462598, 0.9505321522496607],
]
const FROM_XYZ = [
  [3.240969941904523, -1.5373831775700941, -0.4986107602930035],
  [-0.9692436362808797, 1.8759675015077204, 0.04155505740717562],
  [0.05563007969699365, -0.20397695888897652, 1.0569715142428784],
]
const TO_LMS = [
  [0.819022437996703, 0.3619062600528904, -0.1288737815209879],
  [0.03298365393238847, 0.9292868615863434, 0.03614466635064236],
  [0.04817718935962421, 0.2642395317527308, 0.6335478284694309],
]
const FROM_LMS = [
  [1.226879875845924, -0.5578149944602171, 0.2813910456659647],
  [-0.04057574521480083, 1.112286803280317, -0.07171105806551635],
  [-0.07637293667466008, -0.42149333240224324, 1.5869240198367818],
]
const LMS_TO_LAB = [
  [0.21045426830931396, 0.7936177747023053, -0.0040720430116192585],
  [1.9779985324311686, -2.42859224204858, 0.450593709617411],
  [0.025904042465547734, 0.7827717124575297, -0.8086757549230774],
]
const LAB_TO_LMS = [
  [1, 0.3963377773761749, 0.21580375730991364],
  [1, -0.10556134581565857, -0.0638541728258133],
  [1, -0.08948417752981186, -1.2914855480194092],
]

const times = (matrix, [x, y, z]) => matrix.map(row => row[0] * x + row[1] * y + row[2] * z)
const root = (number, power) => number === 0 ? 0 : Math.sign(number) * Math.abs(number) ** (1 / power)
const toLinear = value => Math.abs(value) > 0.04045 ? Math.sign(value) * ((Math.abs(value) + 0.055) / 1.055) ** 2.4 : value / 12.92
const fromLinear = value => Math.abs(value) > 0.0031308 ? Math.sign(value) * (1.055 * Math.abs(root(value, 2.4)) - 0.055) : 12.92 * value

const fromHex = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
const toHex = rgb => `#${rgb.map(value => Math.floor(value * 255 + 0.5).toString(16).padStart(2, "0")).join("")}`
const toLab = rgb => times(LMS_TO_LAB, times(TO_LMS, times(TO_XYZ, rgb.map(toLinear))).map(value => root(value, 3)))
const fromLab = lab => times(FROM_XYZ, times(FROM_LMS, times(LAB_TO_LMS, lab).map(value => value ** 3))).map(fromLinear)
const toLch = ([lightness, a, b]) => [lightness, Math.sqrt(a ** 2 + b ** 2), (Math.atan2(b, a) * (180 / Math.PI) + 360) % 360]
const fromLch = ([lightness, chroma, hue]) => {
  const angle = hue * (Math.PI / 180)
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)]
}
const clipped = rgb => rgb.map(value => Math.min(Math.max(value, 0), 1))
const isInside = rgb => rgb.every(value => value >= 0 && value <= 1)

// A colour that sRGB lacks, with as little less chroma as makes no difference to the eye (CSS Color 4, 13.2).
const fitted = rgb => {
  if (isInside(rgb)) return rgb
  const [lightness, most, hue] = toLch(toLab(rgb))
  if (lightness >= 1 - 1e-6) return [1, 1, 1]
  if (lightness <= 0) return [0, 0, 0]
  let found = clipped(fromLab(fromLch([lightness, most, hue])))
  const differs = chroma => Math.hypot(...fromLch([lightness, chroma, hue]).map((value, at) => value - toLab(found)[at]))
  if (differs(most) <= 0.02) return found
  let low = 0, high = most, lowIsInside = true
  while (high - low > 0.0001) {
    const chroma = (high + low) * 0.5
    const tried = fromLab(fromLch([lightness, chroma, hue]))
    if (lowIsInside && isInside(tried)) { low = chroma; continue }
    found = clipped(tried)
    const difference = differs(chroma)
    if (difference >= 0.02) { high = chroma; continue }
    if (0.02 - difference < 0.0001) break
    lowIsInside = false
    low = chroma
  }
  return found
}
// A colour in OKLCH; the hue of a grey is 0.
const lchOf = hex => {
  const [lightness, chroma, hue] = toLch(toLab(fromHex(hex)))
  return [lightness, chroma, chroma < 1e-6 ? 0 : hue]
}
const hexOf = lch => toHex(fitted(fromLab(fromLch(lch))))

const luminance = hex => times(TO_XYZ, fromHex(hex).map(toLinear))[1]
// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition).
export const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
// The lowest contrast of a colour on any of the grounds.
export const lowest = (colour, grounds) => Math.min(...grounds.map(ground => contrast(colour, ground)))

class Hue {
  constructor(seed) {
    [, this.chroma, this.hue] = lchOf(seed)
    this.strength = Math.min(1, this.chroma / 0.04)
  }
  shade(lightness, chroma) {
    return hexOf([lightness, chroma * this.strength, this.hue])
  }
  readable(colour, grounds, darker) {
    let [lightness, chroma] = lchOf(colour)
    while (lowest(colour, grounds) < TEXT && lightness !== (darker ? 0 : 1)) {
      lightness = darker ? Math.max(0, lightness - 0.004) : Math.min(1, lightness + 0.004)
      colour = hexOf([lightness, chroma, this.hue])
    }
    return colour
  }
}

// A seed that cannot be made readable without becoming another colour: its contrast, and the nearest that works.
export class Unworkable extends Error {
  constructor(seed, found, nearest) {
    super(`${seed}: ${found}, nearest ${nearest}`)
    Object.assign(this, { contrast: found, nearest })
  }
}
const seeded = (seed, grounds) => {
  const found = new Hue(seed).readable(seed.toLowerCase(), grounds, true)
  if (lchOf(seed)[0] - lchOf(found)[0] > FARTHEST) throw new Unworkable(seed, lowest(seed, grounds), found)
  return found
}

const LIGHT = {
  ground: [0.977, 0.011], surface: [0.994, 0.006], tint: [0.943, 0.018], line: [0.855, 0.026],
  text: [0.27, 0.011], quiet: [0.4, 0.02], mark: [0.925, 0.05],
}
const DARK = {
  ground: [0.215, 0.005], surface: [0.256, 0.006], tint: [0.292, 0.008], line: [0.4, 0.014],
  text: [0.936, 0.016], quiet: [0.829, 0.02], mark: [0.385, 0.05],
}
const PAPER = { text: [0.23, 0.008], line: [0.855, 0.026] }

const tinted = (hue, values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hue.shade(...value)]))
const groundsOf = ({ ground, surface, tint }) => [ground, surface, tint]
const accented = (accent, light) => {
  try {
    return { edge: accent.toLowerCase(), warm: seeded(accent, groundsOf(light)), mark: light.mark }
  } catch (fault) {
    if (!(fault instanceof Unworkable)) throw fault
    return { edge: accent.toLowerCase(), warm: light.brand, mark: new Hue(accent).readable(accent.toLowerCase(), [light.text], false) }
  }
}

// Every shade from the seeds, for light pages, dark pages and paper; Unworkable for a main colour too light to be read.
export const palette = (main, accent) => {
  const tint = new Hue(accent ?? main)
  if (!(tint.hue > PAPER_HUE && tint.hue < 330)) tint.hue = PAPER_HUE
  const light = tinted(tint, LIGHT)
  light.quiet = tint.readable(light.quiet, groundsOf(light), true)
  light.brand = seeded(main, groundsOf(light))
  Object.assign(light, accented(accent ?? light.brand, light))
  Object.assign(light, { "on-brand": light.surface, focus: light.brand })

  const dark = tinted(tint, DARK)
  for (const [name, seed] of [["brand", main], ["warm", accent ?? main]]) {
    const hue = new Hue(seed)
    dark[name] = hue.readable(hue.shade(0.82, Math.min(hue.chroma, 0.09)), groundsOf(dark), false)
  }
  Object.assign(dark, { "on-brand": tint.readable(dark.ground, [dark.brand], true), focus: dark.warm, edge: dark.warm })

  const paper = tinted(tint, PAPER)
  for (const name of ["brand", "warm", "edge", "quiet", "mark"]) paper[name] = light[name]
  return { light, dark, paper }
}
