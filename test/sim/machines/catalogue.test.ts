import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { machineNamed, machines } from '../../../src/sim/machines/index.ts'
import { mermaid } from '../../../src/sim/machines/mermaid.ts'

const folder = new URL('../../../src/sim/machines/', import.meta.url)
const OTHER_FILES = ['running.ts', 'compile.ts', 'definition.ts', 'index.ts', 'mermaid.ts', 'xstate.ts']

describe('the list of machines', () => {
  it('has every machine file, under the name of the file', () => {
    const files = readdirSync(folder).filter((file) => !OTHER_FILES.includes(file))
    expect(machines.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort())
  })

  it.each(machines.map(({ name, says, source }) => [name, says, source]))(
    '%s says what it models and after which document',
    (name, says, source) => {
      expect(says).toMatch(/^[A-Z].*\.$/)
      expect(source).not.toBe('')
      const comment = readFileSync(new URL(`${name}.ts`, folder), 'utf8').split('import ')[0]!
      expect(comment.trim().split('\n').length).toBeLessThanOrEqual(5)
      expect(comment).toContain('Source: ')
      expect(comment).toContain('Left out on purpose: ')
    },
  )

  it.each(machines.map(({ name, machine }) => [name, machine] as const))(
    '%s keeps to the vocabulary',
    (_name, machine) => {
      for (const [state, { on = {}, after = {} }] of Object.entries(machine.states)) {
        expect(state).toMatch(/^[A-Z][A-Z_]*$/)
        for (const event of Object.keys(on)) expect(event).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/)
        for (const delay of Object.keys(after)) expect(delay).toMatch(/^[a-z]+([A-Z][a-z]+)*$/)
      }
    },
  )

  it('names what there is when asked for what there is not', () => {
    expect(() => machineNamed('toaster')).toThrow("no machine 'toaster'. There are: agent-voice-state, ")
  })

  it('is free of xstate, which takes too long to load for a run of 50 ms', () => {
    const importers = readdirSync(folder).filter((file) =>
      /from '(xstate|\.\/xstate\.ts)'/.test(readFileSync(new URL(file, folder), 'utf8')),
    )
    expect(importers).toEqual(['xstate.ts'])
  })
})

describe('mermaid', () => {
  it('draws a machine with its delays and its end', () => {
    expect(mermaid('awdb-connection')).toMatchInlineSnapshot(`
      "stateDiagram-v2
        [*] --> NONE
        NONE --> PRIMARY : primary.connected
        NONE --> SECONDARY : secondary.connected
        PRIMARY --> SWITCHING : primary.lost
        SECONDARY --> PRIMARY : primary.connected
        SECONDARY --> SWITCHING : secondary.lost
        SWITCHING --> PRIMARY : primary.connected
        SWITCHING --> SECONDARY : secondary.connected
        SWITCHING --> NONE : both.failed
      "
    `)
    expect(mermaid('presence')).toContain('  GRACE --> LOGOUT_FORCED : after forcedLogoutGrace\n')
    expect(mermaid('dialog')).toContain('  DROPPED --> [*]\n')
  })

  it.each(machines.map(({ name, machine }) => [name, machine] as const))(
    'draws %s in the shape Mermaid reads',
    (name, machine) => {
      const [first, ...lines] = mermaid(name).trimEnd().split('\n')
      expect(first).toBe('stateDiagram-v2')
      for (const line of lines)
        expect(line).toMatch(/^ {2}(\[\*\] --> [A-Z_]+|[A-Z_]+ --> (\[\*\]|[A-Z_]+ : [\w.<>/ -]+))$/)
      for (const state of Object.keys(machine.states)) expect(lines.join('\n')).toMatch(new RegExp(`\\b${state}\\b`))
    },
  )
})
