/** Keeps the page under its size: the first rows that fit a number of bytes, and how many did not. */
import { count } from '../figures.ts'
import { html, type Markup } from './markup.ts'

export interface Bounded<T> {
  readonly shown: readonly T[]
  readonly left: number
}

export function bounded<T>(items: readonly T[], bytesMax: number, size: (item: T) => number = jsonBytes): Bounded<T> {
  let used = 0
  for (const [index, item] of items.entries()) {
    used += size(item) + 1
    if (used > bytesMax) return { shown: items.slice(0, index), left: items.length - index }
  }
  return { shown: items, left: 0 }
}

/** As it will stand in the page, where `<` takes six bytes. */
export function jsonBytes(value: unknown): number {
  const text = JSON.stringify(value)
  let bytes = Buffer.byteLength(text)
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) bytes += 5
  return bytes
}

export const markupBytes = (one: Markup): number => Buffer.byteLength(one.markup)

/** `12 more queues are left out here; queue-intervals.csv beside this page has all.` */
export function leftOut(left: number, things: string, file: string): Markup | undefined {
  if (left === 0) return undefined
  return html`<p class="note">${count(left)} more ${things} left out of this page; <code>${file}</code> beside it has all.</p>`
}
