/** Options that are numbers. */
import { InputProblem } from './input-problem.ts'

export function numberOf(option: string, word: string, min: number, max: number): number {
  const value = Number(word)
  if (word.trim() !== '' && value >= min && value <= max) return value
  throw new InputProblem(`${option}: ${word} is no number from ${min} to ${max}`)
}

export function wholeOf(option: string, word: string, max: number): number {
  const value = numberOf(option, word, 0, max)
  if (Number.isInteger(value)) return value
  throw new InputProblem(`${option}: ${word} is no whole number`)
}
