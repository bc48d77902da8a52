import { describe, expect, it } from 'vitest'
import { ADMINISTRATOR, administrator } from '../../../src/sim/domain/config.ts'
import type { OperationName } from '../../../src/sim/domain/rest.ts'
import { atNodeOne, initiate, logged, moved } from './maintenance-scene.ts'

describe('MaintenanceMode', () => {
  it('[FMM-01] is started and read over REST as it is by the command line', () => {
    const byRest = atNodeOne()
    const client = byRest.client('1001')
    const ask = (operation: OperationName, user: number, password: string) => {
      const reply = client.send(operation, 0, undefined, { user, password })
      byRest.runFor('1s')
      return reply
    }
    const status = () => {
      const { content } = ask('getMaintenanceMode', ADMINISTRATOR, administrator.password)
      return content?.kind === 'object' ? (content.value as { status: string }).status : undefined
    }
    expect(status()).toBe('')
    expect(ask('putMaintenanceMode', ADMINISTRATOR, 'wrong').status).toBe(401)
    expect(ask('putMaintenanceMode', 0, 'pw-1001').status).toBe(403)
    expect(logged(byRest)).toEqual([])
    expect(ask('putMaintenanceMode', ADMINISTRATOR, administrator.password).status).toBe(202)
    expect(status()).toBe('IN_PROGRESS')
    expect(ask('putMaintenanceMode', ADMINISTRATOR, administrator.password).says).toMatch(/^400 /)
    byRest.runFor('4min')

    const byCommand = atNodeOne()
    const order = initiate(byCommand)
    byCommand.runFor('4min')
    expect(order).toEqual({ touched: 1 })
    expect(byCommand.center.finesse[0]!.maintenance.mode).toBe('COMPLETED')
    const users = (sim: typeof byRest) => moved(sim).map(({ user }) => user)
    expect(users(byRest)).toEqual(users(byCommand))
    expect(byRest.center.finesse[0]!.maintenance.mode).toBe('COMPLETED')
  })
})
