/** Which reason codes only the system gives, by deployment. Source: domain/reason-codes.ts. */
import { systemReasonCodes } from '../../sim/domain/reason-codes.ts'

export interface SystemReasons {
  isForNotReady(reason: number): boolean
  isForLogout(reason: number): boolean
  /** What a supervisor's wish is recorded with (Developer Guide 12.5(1), p. 47; UCCX feature guide). */
  readonly supervisorNotReady: number
  readonly supervisorLogout: number
}

export function systemReasons(deployment: 'cce' | 'ccx'): SystemReasons {
  const codes = (category: 'NOT_READY' | 'LOGOUT') =>
    new Set(
      systemReasonCodes
        .filter((one) => one.category === category && one.deployment === deployment)
        .map(({ code }) => code),
    )
  const notReady = codes('NOT_READY')
  const logout = codes('LOGOUT')
  return {
    isForNotReady: (reason) => notReady.has(reason),
    isForLogout: (reason) => logout.has(reason),
    supervisorNotReady: deployment === 'cce' ? 999 : 33,
    supervisorLogout: deployment === 'cce' ? 999 : 22,
  }
}
