/** What to say when ccsim itself failed: a line for whoever ran it, the rest only for whoever wants to mend it. */
export interface Failure {
  readonly message: string
  readonly stack: string
}

export function failureText(
  { message, stack }: Failure,
  env: Readonly<Record<string, string | undefined>>,
  replay?: string,
): string {
  const wantsStack = env['CCSIM_DEBUG'] === '1'
  const lines = [`ccsim failed: ${message.split('\n')[0]}`]
  if (wantsStack) lines.push(stack)
  const how = wantsStack ? '' : ', with the stack that CCSIM_DEBUG=1 shows'
  lines.push(`This is a defect of ccsim, not of your scenario. Please report it with these lines${how}.`)
  if (replay !== undefined) lines.push(`replay  ${replay}`)
  return `${lines.join('\n')}\n`
}
