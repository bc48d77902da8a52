/** The media beside voice that agents of a center may work in: chat. */
export const CHAT = { id: 5000, name: 'Cisco_Chat_MRD', description: 'Chat MRD', interruptible: false } as const
