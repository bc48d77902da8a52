/** An edit of one source file that breaks one behaviour of the catalogue, and nothing else if possible. */

export interface Sabotage {
  /** Id of the behaviour. */
  readonly id: string
  /** What is wrong then, as a sentence. */
  readonly how: string
  /** From the root of the checkout. */
  readonly file: string
  /** Stands there once. */
  readonly find: string
  /** Stands there instead. */
  readonly put: string
}

/** The edited text; throws where the sources have changed so that the edit does not apply any more. */
export function applied({ id, file, find, put }: Sabotage, text: string): string {
  const parts = text.split(find)
  if (parts.length !== 2) throw new Error(`${id}: "${find}" is ${parts.length - 1} times in ${file}, and not once`)
  return parts.join(put)
}

/** Edits of one file, each as id, what is wrong then, what is there, and what is put there. */
export const edits = (file: string, ...rows: readonly (readonly [string, string, string, string])[]): Sabotage[] =>
  rows.map(([id, how, find, put]) => ({ id, how, file, find, put }))
