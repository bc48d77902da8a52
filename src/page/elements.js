/** Finding and making elements. Text from the run only ever becomes text, never markup. */

export const byId = (id) => document.getElementById(id)

export function element(name, attributes, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

/** A table's head from its columns: `{ name, number }`. */
export function tableHead(columns) {
  const cells = columns.map(({ name, number }) => element('th', { scope: 'col', class: number && 'n' }, name))
  return element('thead', {}, element('tr', {}, ...cells))
}
