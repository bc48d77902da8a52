/** Breaks what IP phones notice of their server. */
import { edits } from './edit.ts'

const checks = 'src/sim/fippa/checks.ts'

export const fippa = [
  ...edits('src/sim/domain/releases/11.6.ts', [
    'FIPPA-01',
    'Four checks have to fail.',
    "fippaProbes: count(3, 'failed",
    "fippaProbes: count(4, 'failed",
  ]),
  ...edits(
    checks,
    [
      'FIPPA-02',
      'A lost stream is not tried again.',
      'stream.close()\n      this.#again(STREAM)\n',
      'stream.close()\n',
    ],
    [
      'FIPPA-04',
      'SystemInfo alone brings the sign-in screen back.',
      "const notified = isUp || this.#phone.options.defects['phone-back-without-notifications']",
      'const notified = true',
    ],
    [
      'FIPPA-05',
      'A node out of service passes a check.',
      "content?.kind === 'systemInfo' && content.info.status !== 'OUT_OF_SERVICE'",
      "content?.kind === 'systemInfo'",
    ],
    [
      'FIPPA-06',
      'A node out of service passes a check.',
      "content?.kind === 'systemInfo' && content.info.status !== 'OUT_OF_SERVICE'",
      "content?.kind === 'systemInfo'",
    ],
    [
      'FIPPA-06',
      'A phone goes on whatever becomes of its checks.',
      "if (options.defects['phone-never-notices']) return",
      'if (options !== undefined) return',
    ],
    [
      'FIPPA-03',
      'A phone checks the other node as well.',
      "if (options.defects['phone-asks-other-node'] && toFinesse.length > 1) this.#ask(1 - node, request)",
      'if (toFinesse.length > 1 && options !== undefined) this.#ask(1 - node, request)',
    ],
    [
      'FIPPA-03',
      'A phone moves by itself.',
      "if (this.#phone.options.defects['phone-moves-by-itself']) this.#phone.habits.goElsewhere()",
      'this.#phone.habits.goElsewhere()',
    ],
  ),
]
