/**
 * A Finesse node crashes and everybody on it goes to the other one: the storm of signing in again. The crash is an entry of the
 * timeline as any other; here is only when to look.
 */
import type { Micros } from '../../sim/kernel/time.ts'
import type { Executor } from './executor.ts'

export interface FailoverRelogin {
  readonly do: 'failover-relogin'
  readonly atUs: Micros
  readonly node: 1 | 2
  readonly forUs: Micros
}

export const failoverRelogin: Executor<FailoverRelogin> = {
  do: 'failover-relogin',
  about: 'failure',
  shape({ busyUs }, { atUs, node, forUs }) {
    return {
      windows: [
        { name: 'before the failover', fromUs: 0, untilUs: atUs },
        { name: `finesse ${node} down`, fromUs: atUs, untilUs: atUs + forUs },
        { name: `finesse ${node} up again`, fromUs: atUs + forUs, untilUs: busyUs },
      ].filter(({ fromUs, untilUs }) => untilUs > fromUs),
    }
  },
}
