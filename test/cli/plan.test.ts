import { describe, expect, it } from 'vitest'
import { ccsim } from './ccsim.ts'

const lines = (text: string) => text.trimEnd().split('\n')
const hashOf = (out: string, word: string) => new RegExp(`^${word} +([0-9a-f]{32})`, 'm').exec(out)![1]

describe('ccsim plan', () => {
  it('says what a plan comes to', async () => {
    const { exit, out, err } = await ccsim(['plan', 'smoke'])
    expect(exit).toBe(0)
    expect(err).toBe('')
    expect(out).toMatch(/sign-ins +11 /)
    expect(out).toMatch(/^plan {3}[0-9a-f]{32}$/m)
  })

  it('of a shard names the hash of the whole as well, and rows of all shards are those of the whole', async () => {
    const whole = await ccsim(['plan', 'smoke'])
    const shard = await ccsim(['plan', 'smoke', '--shard', '2/3'])
    expect(hashOf(shard.out, 'plan')).toBe(hashOf(whole.out, 'plan'))
    expect(hashOf(shard.out, 'shard')).not.toBe(hashOf(whole.out, 'plan'))
    const rows = async (...more: string[]) => lines((await ccsim(['plan', 'smoke', '--csv', ...more])).out).slice(1)
    const parts = await Promise.all(['1/3', '2/3', '3/3'].map((one) => rows('--shard', one)))
    expect(parts.flat().sort()).toEqual((await rows()).sort())
  })

  it('as JSON has every entry of the CSV, and another seed is another plan', async () => {
    const json = JSON.parse((await ccsim(['plan', 'smoke', '--json'])).out)
    const csv = lines((await ccsim(['plan', 'smoke', '--csv'])).out)
    expect(json.entries.length).toBe(csv.length - 1)
    expect(json.plan.entries).toBe(json.entries.length)
    const other = JSON.parse((await ccsim(['plan', 'smoke', '--json', '--seed', '2'])).out)
    expect(other.plan.hash).not.toBe(json.plan.hash)
    expect(other.scenarioHash).toBe(json.scenarioHash)
  })

  it('refuses a shard that is none', async () => {
    const { exit, err } = await ccsim(['plan', 'smoke', '--shard', '4/3'])
    expect([exit, err]).toEqual([6, '--shard: "4/3": shards of 3 are 1/3 to 3/3\n'])
  })
})
