/** Ports that cannot be had. */
import { InputProblem } from './input-problem.ts'

/** What is wrong with an address is the user's to put right. */
export const occupied =
  (otherwise: string) =>
  (error: NodeJS.ErrnoException & { readonly address?: string; readonly port?: number }): never => {
    const where = `${error.address}:${error.port}`
    if (error.code === 'EADDRINUSE') {
      throw new InputProblem(`${where} is taken by another program; ${otherwise}`)
    }
    if (error.code === 'EADDRNOTAVAIL') throw new InputProblem(`${where}: this machine has no such address`)
    if (error.code === 'EACCES') throw new InputProblem(`${where}: not allowed to listen there`)
    if (error.code === 'ENOTFOUND') throw new InputProblem(`--host: ${error.message}`)
    throw error
  }
