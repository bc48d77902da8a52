/**
 * Plain REST as fast as it goes: one generator, in a process of its own, asks the same thing over ten connections for some
 * seconds. What a core of the generator's machine is worth is requests by its CPU time. `rest.ts GENERATOR SECONDS JSON`.
 */
import autocannon from 'autocannon'
import { RestConnection } from '../src/load/clients/rest-connection.ts'
import { Latencies } from '../src/load/measure/latencies.ts'
import type { Serving } from './serving.ts'

const CONNECTIONS = 10

export interface RestFigures {
  readonly generator: string
  readonly requests: number
  readonly failed: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly p50Us: number
  readonly p99Us: number
}

type Outcome = Pick<RestFigures, 'requests' | 'failed' | 'p50Us' | 'p99Us'>
type Generator = (serving: Serving & { readonly ca: string }, seconds: number) => Promise<Outcome>

const authorization = ({ user, password }: Serving) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/** Another generator of the same load is one more entry here. */
export const generators: Readonly<Record<string, Generator>> = {
  async ccsim(serving, seconds) {
    const { origin, path, ca } = serving
    const latencies = new Latencies(3)
    let failed = 0
    const until = performance.now() + seconds * 1000
    const headers = { authorization: authorization(serving) }
    const one = async (): Promise<void> => {
      const connection = new RestConnection({ origin, ca, http2: false }, () => {
        failed++
      })
      while (performance.now() < until) {
        const from = performance.now()
        await connection.ask({ method: 'GET', path, headers, body: undefined }, (status) => {
          if (status !== 200) failed++
        })
        latencies.record((performance.now() - from) * 1000)
      }
      connection.drop()
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, one))
    const { count, p50Us, p99Us } = latencies.figures
    return { requests: count, failed, p50Us, p99Us }
  },
  async autocannon(serving, seconds) {
    const result = await autocannon({
      url: `${serving.origin}${serving.path}`,
      connections: CONNECTIONS,
      duration: seconds,
      headers: { authorization: authorization(serving) },
      tlsOptions: { ca: serving.ca },
    })
    const { requests, non2xx, errors, latency } = result
    return { requests: requests.total, failed: non2xx + errors, p50Us: latency.p50 * 1000, p99Us: latency.p99 * 1000 }
  },
}

if (import.meta.main) {
  const [name = 'ccsim', seconds = '5', serving = '{}'] = process.argv.slice(2)
  const cpu = process.cpuUsage()
  const from = performance.now()
  const outcome = await generators[name]!(JSON.parse(serving), Number(seconds))
  const { user, system } = process.cpuUsage(cpu)
  const figures: RestFigures = {
    generator: name,
    ...outcome,
    seconds: (performance.now() - from) / 1000,
    cpuSeconds: (user + system) / 1e6,
  }
  process.stdout.write(JSON.stringify(figures))
  process.exit()
}
