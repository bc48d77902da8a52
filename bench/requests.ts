/** Operations that are one request each. */
const REQUEST = / request$|^read |^sign-in step: (?!stream$|login$)/

export const isRequest = (operation: string): boolean => REQUEST.test(operation)
