/** Kinds of configuration objects by name. Contacts are of a kind of their own for each phone book. */
import type { Kind } from './kind.ts'
import { mediaPropertiesLayout } from './media-layouts.ts'
import { phoneBook } from './phone-books.ts'
import { reasonCode, wrapUpReason } from './reasons.ts'
import { workflow, workflowAction } from './workflows.ts'

const list = [reasonCode, wrapUpReason, phoneBook, workflow, workflowAction, mediaPropertiesLayout]

export const kinds: ReadonlyMap<string, Kind> = new Map(list.map((kind) => [kind.name, kind as unknown as Kind]))

/** Name of the list of such objects, as its root element is called. */
export const plural = (name: string): string => `${name}s`
