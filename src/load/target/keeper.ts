/**
 * How desktops reach a target: each request and stream by its guard, numbers and reason codes in the words of the target,
 * and nothing that only our own servers have.
 */
import type { Directory } from '../../sim/domain/directory.ts'
import { defaultReasonCodes } from '../../sim/domain/reason-codes.ts'
import { type DialogBody, Operation, type RestRequest, type UserBody } from '../../sim/domain/rest.ts'
import { HOUR } from '../../sim/kernel/time.ts'
import { childrenNamed, childText, parseXml, XmlProblem } from '../../wire/xml/parse.ts'
import type { Keeper, Translated } from '../clients/keeper.ts'
import type { Answered, HttpQuestion } from '../clients/lines.ts'
import { type Destination, type Guard, Refusal } from './guard.ts'
import { dialed, REQUESTS_OF_A_SIGN_IN } from './plan.ts'

export interface KeeperOptions {
  readonly guard: Guard
  readonly directory: Directory
  /** The HTTPS port of the node, and the one of its notifications. */
  readonly https: Destination
  readonly notifications: Destination
  /** Told of what the guard did not let out although the run is not over: a mistake of ours. */
  readonly refused: (refusal: Refusal) => void
}

export class TargetKeeper implements Keeper {
  readonly #options: KeeperOptions
  /** Ids of the target's reason codes by their label. */
  readonly #codes = new Map<string, number>()

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  translate(user: number, request: RestRequest): Translated {
    const { operation, body } = request
    if (operation === Operation.getDesktopConfig) {
      // Nobody knows how a real desktop asks when to reload. Ours go one after the other, as the cap lets them.
      const { requestsPerHour } = this.#options.guard.target.limits
      const reloadAfterUs = Math.round(user * REQUESTS_OF_A_SIGN_IN * (HOUR / requestsPerHour))
      return { answer: { status: 200, content: { kind: 'desktopConfig', reloadAfterUs }, error: undefined } }
    }
    if (operation === Operation.putUser) {
      const { reasonCodeId, ...rest } = body as UserBody
      return { request: { ...request, body: { ...rest, reasonCodeId: this.#codeOf(reasonCodeId) } } }
    }
    if (operation !== Operation.postDialog && operation !== Operation.putDialog) return { request }
    const { to } = body as DialogBody
    if (to === undefined || to === '' || this.#options.directory.byExtension(to) !== undefined) return { request }
    const number = dialed(to, this.#options.guard.target.dial)
    if (number !== undefined) return { request: { ...request, body: { ...(body as DialogBody), to: number } } }
    const error = { type: 'Not Called', message: 'allow.dial names no number', data: to }
    return { answer: { status: 400, content: undefined, error } }
  }

  /** That of the same label, or else the first one: some code may be demanded. */
  #codeOf(id: number | undefined): number | undefined {
    if (id === undefined) return undefined
    const label = defaultReasonCodes.find((one) => one.id === id)?.label
    return this.#codes.get(label ?? '') ?? this.#codes.values().next().value
  }

  async rest({ method, path, body }: HttpQuestion, user: string | undefined): Promise<Answered | undefined> {
    const { guard, https } = this.#options
    try {
      const admission = await guard.rest({ ...https, method, path, body, user })
      return (status, text) => {
        if (path.includes('/ReasonCodes')) this.#learn(text)
        admission.answered(status, text)
      }
    } catch (error) {
      this.#stopped(error)
      return undefined
    }
  }

  async stream(user: string): Promise<boolean> {
    const { guard, notifications } = this.#options
    try {
      await guard.stream({ ...notifications, user })
      return true
    } catch (error) {
      this.#stopped(error)
      return false
    }
  }

  #stopped(error: unknown): void {
    if (!(error instanceof Refusal)) throw error
    if (!this.#options.guard.isClosed) this.#options.refused(error)
  }

  #learn(text: string): void {
    try {
      for (const code of childrenNamed(parseXml(text), 'ReasonCode')) {
        const id = /(\d+)$/.exec(childText(code, 'uri') ?? '')?.[1]
        const isSystem = childText(code, 'systemCode') === 'true'
        if (id !== undefined && !isSystem) this.#codes.set(childText(code, 'label') ?? '', Number(id))
      }
    } catch (error) {
      if (!(error instanceof XmlProblem)) throw error
    }
  }
}
