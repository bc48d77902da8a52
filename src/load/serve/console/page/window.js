/**
 * A table of any length: only the rows in view, and a few around them, are in the page. Rows have one height. Focus stays
 * with its row while rows change places, and the keys that scroll a page scroll it.
 */
import { element } from '../../../../page/elements.js'

const ROW = 36
const AROUND = 6

/**
 * `columns`: `{ key, name, cell(row), value(row), class }`; one without `value` cannot be sorted by. Returns `show(rows)`.
 * `keyOf(row)` tells rows apart; `open(row)`, if there is one, is called when a row is chosen.
 */
export function createWindow(box, { label, columns, keyOf, open, sort, empty }) {
  const sorting = { key: sort, down: false }
  const heads = columns.map((column) => headOf(column))
  const body = element('tbody')
  const table = element('table', { 'aria-label': label }, element('thead', {}, element('tr', {}, ...heads)), body)
  const [above, below] = [spacer(), spacer()]
  const made = new Map()
  let rows = []
  let given = []
  box.append(table)
  box.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true })
  new ResizeObserver(() => draw()).observe(box)
  markSorted()

  function headOf(column) {
    const cell = element('th', { scope: 'col', class: column.class })
    if (column.value === undefined) cell.append(column.name)
    else {
      const button = element('button', { type: 'button', class: 'sort' }, column.name)
      button.addEventListener('click', () => {
        sorting.down = sorting.key === column.key && !sorting.down
        sorting.key = column.key
        markSorted()
        show(given)
      })
      cell.append(button)
    }
    return cell
  }

  function markSorted() {
    for (const [index, column] of columns.entries()) {
      const order = sorting.down ? 'descending' : 'ascending'
      if (column.key === sorting.key) heads[index].setAttribute('aria-sort', order)
      else heads[index].removeAttribute('aria-sort')
    }
  }

  function show(all) {
    given = all
    const value = columns.find(({ key }) => key === sorting.key)?.value
    rows = value === undefined ? all : sorted(all, value, sorting.down)
    table.setAttribute('aria-rowcount', String(rows.length + 1))
    draw()
  }

  function draw() {
    const first = Math.max(0, Math.floor(box.scrollTop / ROW) - AROUND)
    const until = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + AROUND)
    const wanted = rows.slice(first, until)
    const keys = new Set(wanted.map(keyOf))
    for (const [key, row] of made) {
      if (keys.has(key)) continue
      row.remove()
      made.delete(key)
    }
    above.firstChild.style.height = rows.length === 0 ? '' : `${first * ROW}px`
    below.firstChild.style.height = `${Math.max(0, rows.length - until) * ROW}px`
    const columnsSeen = String(heads.filter((head) => head.offsetParent !== null).length)
    for (const one of [above, below]) one.firstChild.setAttribute('colspan', columnsSeen)
    let at = above
    if (body.firstChild !== above) body.prepend(above)
    for (const [index, row] of wanted.entries()) {
      const line = lineOf(row)
      fill(line, row)
      line.setAttribute('aria-rowindex', String(first + index + 2))
      if (at.nextSibling !== line) at.after(line)
      at = line
    }
    if (rows.length === 0) above.firstChild.textContent = empty
    else above.firstChild.textContent = ''
    above.classList.toggle('is-empty', rows.length === 0)
    if (body.lastChild !== below) body.append(below)
  }

  function lineOf(row) {
    const key = keyOf(row)
    let line = made.get(key)
    if (line !== undefined) return line
    line = element(
      'tr',
      {},
      ...columns.map((column, index) =>
        element(index === 0 ? 'th' : 'td', { class: column.class, ...(index === 0 ? { scope: 'row' } : {}) }),
      ),
    )
    if (open !== undefined) {
      const button = element('button', { type: 'button', class: 'row', 'data-part': open(row).id })
      button.addEventListener('click', () => open(row).run())
      line.firstChild.append(button)
    }
    made.set(key, line)
    return line
  }

  /** Touches only what reads differently. */
  function fill(line, row) {
    for (const [index, column] of columns.entries()) {
      const cell = index === 0 && open !== undefined ? line.firstChild.firstChild : line.children[index]
      const { text, colour } = column.cell(row)
      if (cell.textContent !== text) cell.textContent = text
      if ((line.children[index].dataset.colour ?? '') !== (colour ?? '')) {
        line.children[index].dataset.colour = colour ?? ''
      }
    }
  }

  function spacer() {
    return element('tr', { class: 'space', 'aria-hidden': 'true' }, element('td', { colspan: String(columns.length) }))
  }

  return { show, draw }
}

function sorted(rows, value, down) {
  const keyed = rows.map((row) => ({ row, by: value(row) }))
  const sign = down ? -1 : 1
  keyed.sort((a, b) => (a.by < b.by ? -sign : a.by > b.by ? sign : 0))
  return keyed.map(({ row }) => row)
}
