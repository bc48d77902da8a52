/** One virtual user's engine: globals, modules and connections of its own. */
import { createContext, SourceTextModule, SyntheticModule } from 'node:vm'
import { Agent } from 'undici'
import { httpModule } from './http.ts'
import { socketClass } from './socket.ts'

export interface Sample {
  readonly metric: string
  readonly type: 'counter' | 'gauge' | 'trend'
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
  readonly timeMs: number
}

export interface World {
  readonly samples: Sample[]
  readonly environment: Readonly<Record<string, string>>
  /** Whom to trust, in PEM. */
  readonly ca: string
  readonly startedAt: number
  readonly abort: (why: string) => never
}

export interface Script {
  readonly options: {
    readonly scenarios: { readonly desktops: { readonly vus: number } }
    readonly tags: Readonly<Record<string, string>>
  }
  setup(): unknown
  default(data: unknown): Promise<void> | undefined
}

/** What V8 gives every context, and the engine of k6 need not have. */
const NOT_OF_K6 = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'Intl', 'Iterator', 'console']

export async function load(text: string, world: World, id: number): Promise<Script> {
  const context = createContext({ __ENV: world.environment })
  for (const name of NOT_OF_K6) Reflect.deleteProperty(context, name)
  const modules = modulesOf(world, id)
  const script = new SourceTextModule(text, { context, identifier: 'script.js' })
  await script.link((name: string) => {
    const exported = modules[name]
    if (exported === undefined) throw new Error(`k6 has no module ${name}`)
    const names = Object.keys(exported)
    const fill = (made: SyntheticModule): void => {
      for (const one of names) made.setExport(one, exported[one])
    }
    const made: SyntheticModule = new SyntheticModule(names, () => fill(made), { context })
    return made
  })
  await script.evaluate()
  return script.namespace as unknown as Script
}

type Module = Readonly<Record<string, unknown>>

function modulesOf(world: World, id: number): Readonly<Record<string, Module>> {
  const { abort, startedAt, ca } = world
  const agent = new Agent({ allowH2: true, connect: { ca } })
  const instance = {
    get currentTestRunDuration() {
      return performance.now() - startedAt
    },
  }
  return {
    'k6/http': { default: httpModule(agent, ca) },
    'k6/metrics': { Counter: meter(world, 'counter'), Gauge: meter(world, 'gauge'), Trend: meter(world, 'trend') },
    'k6/timers': { setTimeout, clearTimeout },
    'k6/websockets': { WebSocket: socketClass(ca) },
    'k6/execution': { default: { vu: { idInTest: id, idInInstance: id }, instance, test: { abort } } },
  }
}

function meter({ samples }: World, type: Sample['type']) {
  return class {
    readonly name: string
    constructor(name: string) {
      // https://grafana.com/docs/k6/latest/javascript-api/k6-metrics/
      if (!/^[a-zA-Z_][a-zA-Z0-9_]{1,127}$/.test(name)) throw new Error(`"${name}" is no name of a metric`)
      this.name = name
    }
    add(value: number, tags: Readonly<Record<string, string>> = {}): void {
      if (!Number.isFinite(value)) throw new Error(`${this.name}: ${value}`)
      if (Object.values(tags).some((tag) => typeof tag !== 'string')) throw new Error(`${this.name}: a tag is no text`)
      samples.push({ metric: this.name, type, value, tags: { ...tags }, timeMs: Date.now() })
    }
  }
}
