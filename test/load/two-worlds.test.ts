/** One shift of one agent, at a simulated desktop and with real clients: what Finesse tells them must be the same. */
import { afterEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../src/load/serve/serve.ts'
import { defineScenario } from '../../src/scenarios/define.ts'
import { createContactCenter } from '../../src/sim/contact-center.ts'
import { AgentState } from '../../src/sim/domain/agent-state.ts'
import { ParticipantState } from '../../src/sim/domain/dialog-state.ts'
import { M } from '../../src/sim/domain/messages.ts'
import { Topic, type Update } from '../../src/sim/domain/rest.ts'
import type { Workload } from '../../src/sim/domain/workload.ts'
import { MINUTE, SECOND } from '../../src/sim/kernel/time.ts'
import { anyPorts, EventClient, RestClient } from './clients.ts'

const SEED = 'two worlds'
const SPEED = 4

/** The agent comes at 11 s, has a call at 13 s that the caller ends, and goes home. */
const { workload } = defineScenario({
  name: 'one-shift',
  why: 'one call, from sign-in to sign-out',
  duration: '40s',
  topology: { agents: 1, supervisors: 0, queues: ['sales'], finesse: 1, cti: 'A', awdb: 1 },
  desk: { answer: '500ms', agentHangsUp: '0%', readyAfterSignIn: '500ms', wrapUp: { mode: 'not-allowed' } },
  shifts: [{ start: '11s', end: '25s', spread: '0s' }],
  traffic: [
    {
      queue: 'sales',
      arrive: { every: '13s' },
      until: '20s',
      talk: '2s',
      patience: 'forever',
      callVariables: { 1: 'gold <&> "x"' },
      ecc: { 'user.tier[0]': 'é' },
    },
  ],
})

/** All of an update but moments and the numbers of requests, of which only counts that there was one. */
function shape({ topic, verb, requestId, user, dialog }: Update, asked = requestId !== 0) {
  return {
    topic,
    verb,
    asked,
    user: user && { ...user, since: undefined },
    dialog: dialog && { ...dialog, startedAt: undefined },
  }
}

function virtually(): ReturnType<typeof shape>[] {
  const { kernel, desktops } = createContactCenter(workload, SEED)
  const desktop = desktops[0]!
  const seen: ReturnType<typeof shape>[] = []
  kernel.attach(desktop.env, {
    receive(kind, about, body, link) {
      if (kind === M.event) seen.push(shape(body as Update))
      desktop.receive(kind, about, body, link)
    },
  })
  kernel.run(MINUTE)
  return seen
}

describe('the same shift in both worlds', () => {
  let served: Served | undefined
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    await served?.close()
  })

  it('has the same events, in the same order', async () => {
    const later = workload.shifts.map((shift) => ({
      ...shift,
      startUs: shift.startUs + 60 * MINUTE,
      endUs: shift.endUs + 60 * MINUTE,
    }))
    const vacant: Workload = { ...workload, shifts: later }
    served = await serve({ workload: vacant, seed: SEED, ports: anyPorts, speed: SPEED, headStartUs: 10 * SECOND })
    const user = served.users[0]!
    const rest = new RestClient(served)
    const events = new EventClient(served, user)
    closing.push(
      () => rest.close(),
      () => events.stop(),
    )
    let requests = 0
    const ask = async (path: string, body: string): Promise<void> => {
      const requestId = String(++requests)
      expect(await rest.ask('PUT', path, user, body, { requestId })).toMatchObject({ status: 202, body: '' })
    }
    const put = (state: string, more = ''): Promise<void> =>
      ask(`User/${user.loginId}`, `<User><state>${state}</state>${more}</User>`)
    const reaches = (state: number) => events.until(({ update }) => update.user?.state === state)

    await events.start()
    await put('LOGIN', `<extension>${user.extension}</extension>`)
    await reaches(AgentState.NOT_READY)
    await put('READY')
    const rings = await events.until(({ update }) => update.dialog?.parties[0]?.state === ParticipantState.ALERTING)
    const target = `<targetMediaAddress>${user.extension}</targetMediaAddress>`
    await ask(
      `Dialog/${rings.update.dialog!.call}`,
      `<Dialog>${target}<requestedAction>ANSWER</requestedAction></Dialog>`,
    )
    await events.until(({ update }) => update.topic === Topic.DIALOGS && update.verb === 'DELETE')
    expect(await rest.ask('GET', `User/${user.loginId}/Dialogs`, user)).toMatchObject({ body: '<Dialogs/>' })
    await put('NOT_READY', '<reasonCodeId>1</reasonCodeId>')
    await events.until(({ update }) => update.user?.reason === 1)
    await put('LOGOUT', '<reasonCodeId>11</reasonCodeId>')
    await reaches(AgentState.LOGOUT)

    const expected = virtually()
    expect(expected.length).toBeGreaterThan(10)
    expect(events.seen.map(({ update, requestId }) => shape(update, requestId !== ''))).toEqual(expected)
  })
})
