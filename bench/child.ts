/** Processes of the bench: servers and generators that answer their parent once. */
import { type ChildProcess, fork, type Serializable, type StdioOptions } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc']

/** Where a file of this folder is. */
export const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export const forked = (name: string): ChildProcess => fork(script(name), { stdio, serialization: 'advanced' })

/** The first message of a child, to the question if it waits for one; an error where it ends before. */
export function answerOf<T>(child: ChildProcess, question?: Serializable): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`a process of the bench ended (${code})`)))
    if (question !== undefined) child.send(question)
  })
}
