/** What a desktop asks of a dialog: everything but what is wanted is left out. */
import type { DialogAction } from '../domain/dialog-state.ts'
import type { DialogBody } from '../domain/rest.ts'

export function dialogBody(extension: string, action: DialogAction, rest: Partial<DialogBody>): DialogBody {
  return {
    action,
    target: extension,
    from: undefined,
    to: undefined,
    associatedDialog: undefined,
    variables: undefined,
    ecc: undefined,
    wrapUpReason: undefined,
    farEnd: undefined,
    ...rest,
  }
}
