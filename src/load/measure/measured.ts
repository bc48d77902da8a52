/** What was measured, as plain data that crosses threads, processes and files; and how several become one without loss. */
import type { Micros } from '../../sim/kernel/time.ts'
import { Cell, type CellData, sorted } from './cell.ts'
import type { Digits } from './latencies.ts'
import { type NamedWindow, Windows } from './windows.ts'

export const MEASURED_SCHEMA = 'ccsim.measured/1'

export interface OperationData {
  readonly operation: string
  readonly total: CellData
  /** By index of the named window, and of the interval; windows in which nothing was planned are left out. */
  readonly named: readonly (readonly [window: number, cell: CellData])[]
  readonly intervals: readonly (readonly [interval: number, cell: CellData])[]
}

export interface Measured {
  readonly schema: typeof MEASURED_SCHEMA
  readonly windows: readonly NamedWindow[]
  readonly intervalUs: Micros
  /** In the order of their names. */
  readonly operations: readonly OperationData[]
  /** Bytes, connections, handshakes and the like. */
  readonly counters: readonly (readonly [name: string, count: number])[]
}

const TOTAL: Digits = 3
const INTERVAL: Digits = 2

export class OperationCells {
  readonly total = new Cell(TOTAL)
  readonly named = new Map<number, Cell>()
  readonly intervals = new Map<number, Cell>()

  /** Those that a moment counts in. */
  at(windows: Windows, moment: Micros): readonly Cell[] {
    return this.of(windows.namedAt(moment), windows.intervalAt(moment))
  }

  /** Those of windows and an interval, by index. */
  of(named: readonly number[], interval: number): readonly Cell[] {
    const windows = named.map((index) => cellOf(this.named, index, TOTAL))
    return [this.total, ...windows, cellOf(this.intervals, interval, INTERVAL)]
  }

  data(operation: string): OperationData {
    return { operation, total: this.total.data, named: cellsData(this.named), intervals: cellsData(this.intervals) }
  }

  add(data: OperationData): void {
    this.total.add(data.total)
    for (const [index, cell] of data.named) cellOf(this.named, index, TOTAL).add(cell)
    for (const [index, cell] of data.intervals) cellOf(this.intervals, index, INTERVAL).add(cell)
  }
}

function cellOf(cells: Map<number, Cell>, index: number, digits: Digits): Cell {
  let cell = cells.get(index)
  if (cell === undefined) cells.set(index, (cell = new Cell(digits)))
  return cell
}

const cellsData = (cells: ReadonlyMap<number, Cell>) =>
  [...cells]
    .filter(([, { planned }]) => planned > 0)
    .sort(([a], [b]) => a - b)
    .map(([index, cell]) => [index, cell.data] as const)

/** All operations, their cells and the counters: what is measured into, and merged into. */
export class Store {
  readonly windows: Windows
  readonly operations = new Map<string, OperationCells>()
  readonly counters = new Map<string, number>()

  constructor(windows: Windows) {
    this.windows = windows
  }

  of(operation: string): OperationCells {
    let cells = this.operations.get(operation)
    if (cells === undefined) this.operations.set(operation, (cells = new OperationCells()))
    return cells
  }

  count(name: string, by: number): void {
    this.counters.set(name, (this.counters.get(name) ?? 0) + by)
  }

  add(data: Measured): void {
    for (const one of data.operations) this.of(one.operation).add(one)
    for (const [name, count] of data.counters) this.count(name, count)
  }

  get data(): Measured {
    const { named, intervalUs } = this.windows
    const operations = [...this.operations]
      .filter(([, { total }]) => total.planned > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      schema: MEASURED_SCHEMA,
      windows: named,
      intervalUs,
      operations: operations.map(([operation, cells]) => cells.data(operation)),
      counters: sorted(this.counters),
    }
  }
}

/** What several generators measured of one plan, as one would have. Throws where they had different windows. */
export function mergeMeasured(parts: readonly Measured[]): Measured {
  const [first] = parts
  if (first === undefined) throw new RangeError('there is nothing to merge')
  const store = new Store(new Windows(first.windows, first.intervalUs))
  const shape = ({ windows, intervalUs }: Measured) => JSON.stringify([windows, intervalUs])
  for (const part of parts) {
    if (shape(part) !== shape(first)) throw new RangeError('measured in different windows; these do not merge')
    store.add(part)
  }
  return store.data
}
