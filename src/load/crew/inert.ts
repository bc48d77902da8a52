import type { Env, Kernel, Part } from '../../sim/kernel/kernel.ts'

/** Nothing is sent through it: it keeps the numbers of nodes the same in all processes. */
export const inert = (kernel: Kernel, number: number): Part & { readonly env: Env } => ({
  env: kernel.node(`browsers at finesse ${number}`),
  receive: () => undefined,
})
