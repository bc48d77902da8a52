import { machineNamed } from './index.ts'

/** A machine as a Mermaid state diagram: one arrow per pair of states, every event that takes it on the label. */
export function mermaid(name: string): string {
  const { initial, states } = machineNamed(name).machine
  const lines = ['stateDiagram-v2', `  [*] --> ${initial}`]
  for (const [from, { on = {}, after = {}, type }] of Object.entries(states)) {
    const arrows = new Map<string, string[]>()
    const label = (to: string, text: string) => arrows.set(to, [...(arrows.get(to) ?? []), text])
    for (const [event, to] of Object.entries(on)) label(to, event)
    for (const [delay, to] of Object.entries(after)) label(to, `after ${delay}`)
    for (const [to, labels] of arrows) lines.push(`  ${from} --> ${to} : ${labels.join('<br/>')}`)
    if (type === 'final') lines.push(`  ${from} --> [*]`)
  }
  return `${lines.join('\n')}\n`
}
