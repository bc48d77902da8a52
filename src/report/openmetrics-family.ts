/** A metric family of OpenMetrics and its samples, as plain data. */
export type Labels = Readonly<Record<string, string | number>>
type Type = 'gauge' | 'counter' | 'summary' | 'info' | 'stateset'

export interface Sample {
  readonly suffix?: '_total' | '_sum' | '_count' | '_info'
  readonly labels?: Labels
  readonly value: number
}

export interface Family {
  readonly name: string
  readonly type: Type
  readonly unit?: 'seconds' | 'ratio' | 'bytes'
  readonly help: string
  readonly samples: readonly Sample[]
}

export function counter(name: string, help: string, samples: readonly Sample[]): Family {
  const totals = samples.map((sample) => ({ ...sample, suffix: '_total' as const }))
  return { name: `ccsim_${name}`, type: 'counter', help, samples: totals }
}

export function gauge(
  name: string,
  help: string,
  samples: readonly Sample[],
  unit?: 'seconds' | 'ratio' | 'bytes',
): Family {
  return { name, type: 'gauge', help, samples, unit }
}
