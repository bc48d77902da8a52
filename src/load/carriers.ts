/** What may carry the notifications of a desktop. */
export const carriers = ['websocket', 'bosh', 'tcp', 'tls'] as const
export type Carrier = (typeof carriers)[number]
