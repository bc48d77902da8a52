/** What a timeline cannot say, and how that is told: place, reason, remedy. */
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../files.ts'

const usual =
  'topology: { agents: 30, supervisors: 2, phoneAgents: { share: 10% }, mobile: { share: 10%, mode: nailed-connection } }'

/** Lines of what is wrong with a timeline of these entries, from `timeline` on. */
function wrong(entries: readonly string[], head: string = usual): readonly string[] {
  const lines = problemsOf(`why: a\n${head}\ntimeline:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`)
  return lines.map((line) => line.replace(/^x\.yaml:\d+:\d+ timeline/, ''))
}

describe('one entry', () => {
  it.each([
    ['do: stp, what: ctisvr A', '.do: there is no "stp"; did you mean "stop"?'],
    ['do: stop, for: 1min', '.what: is required; write it like finesse 1, ctisvr A, awdb 1, tomcat 1'],
    ['do: stop, what: ctsvr A', '.what: there is no "ctsvr A"; did you mean "ctisvr A"?'],
    ['do: stop, what: ctisvr A, fr: 1min', '.fr: unknown key; did you mean "for"?'],
    ['do: stop, what: awdb 3', '.what: there is no awdb 3; the topology has awdb 1 to 2'],
    [
      'do: cut, what: desktops at finesse 3 – finesse 1',
      '.what: there is no finesse 3; the topology has finesse 1 to 2',
    ],
    ['do: stop, what: phone 1099', '.what: there is no agent 1099; there are 1001 to 1030'],
    ['do: close, what: agent 1031', '.what: 1031 is a supervisor; write "supervisor 1031"'],
    ['do: close, what: agents 1009-1007', '.what: 1009-1007 goes backwards; write the smaller id first'],
    ['do: close, what: "agents 1007, 1005-1008"', '.what: names somebody twice'],
    ['do: close, what: 1% of agents', '.what: is nobody: 1% of 30 agents'],
    ['do: close, what: agent 1027', '.what: agent 1027 works with an IP phone and has no browser'],
    ['do: break line, what: agent 1001', '.what: not all of them are mobile agents; see "topology.mobile"'],
    ['do: off hook, what: agents at finesse 1', '.what: has to be known before the run; name the agents by their ids'],
    ['do: expire token, what: agent 1001', '.do: there are no tokens without single sign-on; see "desk.sso"'],
    ['do: configuring, what: pgag A', '.what: pgag A: "configuring" can do nothing to it; allowed: pim A, pim B'],
    ['do: cut, what: awdb 1 – ctisvr A', '.what: nothing connects awdb 1 and ctisvr A'],
    [
      'do: lose, what: public link A, share: 5%',
      '.what: public link A can only be cut; for more, take the public link as a whole',
    ],
    [
      'do: block, what: port 80',
      '.what: nothing listens at port 80; allowed: 42027, 43027, 1433, 8445, 7071, 7443, 5222, 5223',
    ],
    ['do: drop, message: hartbeats', '.message: there are no "hartbeats"; did you mean "heartbeats"?'],
    [
      'do: drop, message: { names: [openRequ] }',
      '.message.names[0]: there is no message "openRequ"; did you mean "openReq"?',
    ],
    ['do: drop, message: { names: [openReq] }', '.what: is required; write it like finesse 1 – ctisvr A'],
    ['do: drop, message: third Dialog event of agent 1099', '.message: there is no agent 1099; there are 1001 to 1030'],
    [
      'do: drop, what: finesse 1 – awdb 1, message: heartbeats',
      '.message: no such messages pass between finesse 1 and awdb 1',
    ],
    ['do: refuse, what: finesse 1, with: 200', '.with: should be an HTTP status from 400 to 599'],
    ['do: refuse, what: ctisvr A, with: TIMOUT', '.with: there is no CTI status "TIMOUT"; did you mean "TIMEOUT"?'],
    ['do: set, what: finesse 1, setting: maxTime, to: 5', '.setting: there is no setting "maxTime"; allowed: '],
    ['do: set, what: finesse 1, setting: loginRetries, to: 5', '.setting: "loginRetries" is read when a desktop'],
    ['do: set, what: finesse 1, setting: maxMMTimeSec, to: long', '.to: should be like 3600, not "long"'],
    ['do: back, what: agent 1001, for: 1min', '.for: unknown key; allowed: '],
    ['do: reset, what: finesse 1 – ctisvr A, until: end', '.until: unknown key; '],
    ['do: stop, what: ctisvr A, for: 1min, until: end', '.until: is there beside "for"; keep one of the two'],
    ['do: stop, what: ctisvr A, random: [awdb 1, awdb 2]', '.random: is there beside "what"; keep one of the two'],
    ['do: stop, what: ctisvr A, times: 3', '.times: needs "every" beside it'],
    ['do: stop, what: ctisvr A, every: 5min', '.every: repeats what never ends; say with "for" how long it lasts'],
    [
      'do: stop, what: ctisvr A, for: 2min, every: 1min',
      '.every: is shorter than what it repeats, which takes up to 2min',
    ],
    ['do: start, what: ctisvr A', '.what: nothing before 5min has stopped ctisvr A for good'],
    ['do: heal, what: private link', '.what: nothing before 5min has troubled private link for good'],
  ])('%s', (text, message) => {
    const lines = wrong([`{ at: 5min, ${text} }`])
    expect(lines).toHaveLength(1)
    expect(lines[0]!.slice(0, message.length + 3)).toContain(`[0]${message}`)
  })

  it('names every verb when there is none', () => {
    expect(wrong(['{ at: 5min }'])[0]).toMatch(/^\[0\]\.do: is required; allowed: surge, silence, stop, crash, .*heal$/)
  })

  it('within others is found by its place', () => {
    expect(
      wrong(['{ at: 5min, together: [{ do: stop, what: rtr, for: 1min }, { do: crsh, what: finesse 1 }] }']),
    ).toEqual(['[0].together[1].do: there is no "crsh"; did you mean "crash"?'])
    expect(wrong(['{ at: 5min, do: stop, what: [ctisvr A, ctisvr C] }'])).toEqual([
      '[0].what[1]: there is no "ctisvr C"; did you mean "ctisvr A"?',
    ])
  })
})

describe('what the topology lacks', () => {
  it.each([
    ['topology: { cti: A }', 'do: stop, what: ctisvr B', '.what: there is no ctisvr B; "topology.cti" is A'],
    ['topology: { cti: A }', 'do: stop, what: pim B', '.what: there is no pim B; "topology.cti" is A'],
    [
      'topology: { cti: A }',
      'do: cut, what: private link',
      '.what: there is no private link; the PG has one side, as "topology.cti" is A',
    ],
    ['topology: { cti: A }', 'do: cut, what: finesse 1 – ctisvr B', '.what: there is no ctisvr B; "topology.cti" is A'],
    ['topology: { awdb: 1 }', 'do: crash, what: awdb 2', '.what: there is no awdb 2; the topology has only awdb 1'],
    [
      'topology: { finesse: 1 }',
      'do: stop, what: tomcat 2',
      '.what: there is no tomcat 2; the topology has only tomcat 1',
    ],
    [
      'topology: { supervisors: 0 }',
      'do: close, what: supervisors',
      '.what: there are no supervisors; say how many with "topology.supervisors"',
    ],
    ['deployment: ccx', 'do: stop, what: jgw1 A', '.what: there is no jgw1; Unified CCX has no PG'],
    [
      'release: "12.5"',
      'do: maintenance, what: agent-pg',
      '.do: there is no maintenance before 12.6, and agent-pg is 12.5',
    ],
    [
      'topology: { pgRelease: 12.0 }',
      'do: maintenance, what: agent-pg',
      '.do: there is no maintenance before 12.6, and agent-pg is 12.0',
    ],
    [
      'release: "11.6"',
      'do: maintenance, what: finesse 1',
      '.do: there is no maintenance before 12.6, and Finesse is 11.6',
    ],
  ])('%s: %s', (head, text, message) => {
    expect(wrong([`{ at: 5min, ${text} }`], head)).toEqual([`[0]${message}`])
  })
})

describe('the calm', () => {
  it.each([
    ['{ at: 1h, do: stop, what: rtr }', '[0].at: is 1h, when the calm begins; faults are over by then'],
    [
      '{ at: 61min, do: stop, what: rtr }',
      '[0].at: is 1h1min, past the busy time of 1h; give the scenario a longer duration',
    ],
    ['{ at: 55min, do: stop, what: rtr, for: 10min }', '[0].for: lasts until 1h5min, past the busy time of 1h'],
    ['{ at: 59min, do: restart, what: rtr, down: 2min }', '[0].at: lasts until 1h1min, past the busy time of 1h'],
    ['{ at: 59min, do: stop, what: rtr, jitter: 2min }', '[0].jitter: lasts until 1h1min, past the busy time of 1h'],
    [
      '{ at: 50min, do: stop, what: rtr, for: 1min, every: 5min, times: 3 }',
      '[0].times: lasts until 1h1min, past the busy time of 1h',
    ],
  ])('has no faults of its own: %s', (entry, line) => {
    expect(wrong([entry])).toEqual([line])
  })
})

describe('two faults that contradict each other', () => {
  const since = (what: string) => `[1].what: contradicts timeline[0]: ${what}, since 5min`
  it.each([
    ['do: stop, what: ctisvr A', 'do: crash, what: ctisvr A', since('stop of ctisvr A')],
    ['do: stop, what: finesse 1', 'do: stop, what: tomcat 1', since('stop of finesse 1')],
    ['do: stop, what: pg A', 'do: restart, what: ctisvr A', since('stop of pg A')],
    ['do: restart, what: rtr, down: 5min', 'do: restart, what: rtr', since('restart of rtr, 5min down')],
    ['do: cut, what: finesse 1 – awdb 1', 'do: cut, what: awdb 1 – finesse 1', since('cut of finesse 1 – awdb 1')],
    [
      'do: cut, what: desktops – finesse 1',
      'do: cut, what: desktop 1007 – finesse 1',
      since('cut of desktops – finesse 1'),
    ],
    ['do: cut, what: public link', 'do: cut, what: public link A', since('cut of public link')],
    [
      'do: glitch, what: agent 1007, for: 2min',
      'do: slow link, what: agent 1007, by: 1s',
      since('agent 1007: network glitch'),
    ],
    ['do: slow, what: awdb 1, by: 1s', 'do: slow, what: awdb 1, by: 2s', since('awdb 1 slower by 1s a message')],
  ])('%s, and %s', (first, second, line) => {
    expect(wrong([`{ at: 5min, ${first} }`, `{ at: 6min, ${second} }`])).toEqual([line])
  })

  it('are two maintenances at once, unless the second is there to be refused', () => {
    const first = '{ at: 5min, do: maintenance, what: agent-pg }'
    expect(wrong([first, '{ at: 330s, do: maintenance, what: finesse 1 }'])).toEqual([
      '[1].at: contradicts timeline[0]: maintenance of agent-pg, since 5min',
    ])
    expect(wrong([first, '{ at: 330s, do: maintenance, what: finesse 1, again: true }'])).toEqual([])
    expect(wrong([first, '{ at: 10min, do: maintenance, what: finesse 1 }'])).toEqual([])
  })

  it.each([
    ['do: stop, what: ctisvr A, for: 30s', 'do: crash, what: ctisvr A'],
    ['do: stop, what: ctisvr A', 'do: stop, what: ctisvr B'],
    ['do: slow, what: finesse 1, by: 1s', 'do: stop, what: tomcat 1'],
    ['do: cut, what: finesse 1 – ctisvr A', 'do: delay, what: finesse 1 – ctisvr A, by: 1s'],
    ['do: close, what: agent 1007', 'do: close, what: agent 1007'],
  ])('are not %s, and %s', (first, second) => {
    expect(wrong([`{ at: 5min, ${first} }`, `{ at: 6min, ${second} }`])).toEqual([])
  })
})
