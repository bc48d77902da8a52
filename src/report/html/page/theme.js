/** A canvas knows no style sheet: charts ask here for the colours of the moment, and hear when they change. */

const listeners = []

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** A length of the style sheet, in pixels. */
export const pixels = (name) => Number.parseFloat(colour(name))

export const whenThemeChanges = (redraw) => listeners.push(redraw)

const redrawAll = () => {
  for (const redraw of listeners) redraw()
}

export function watchTheme() {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll)
  const print = (on) => {
    document.documentElement.toggleAttribute('data-print', on)
    redrawAll()
  }
  let closed = []
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')]
    for (const one of closed) one.open = true
    print(true)
  })
  addEventListener('afterprint', () => {
    for (const one of closed) one.open = false
    print(false)
  })
}
