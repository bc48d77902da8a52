/** Making messages, typed by their layout. */
import type { Fields, Message, MessageName, MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'

export function make<N extends MessageName>(type: N, fields: Fields<N>, floats: readonly Float[] = []): Message {
  return { type, fields, floats } as unknown as Message
}

export function isA<N extends MessageName>(message: Message, type: N): message is Extract<Message, MessageOf<N>> {
  return message.type === type
}
