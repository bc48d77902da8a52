/** `k6/http` as far as bundles use it: `get`, which waits, and `asyncRequest`, which never rejects for what the network does. */
import { execFileSync } from 'node:child_process'
import { type Dispatcher, request } from 'undici'

interface Params {
  readonly headers?: Readonly<Record<string, string>>
}

interface Answer {
  readonly status: number
  readonly body: string | null
  readonly error: string
}

export function httpModule(dispatcher: Dispatcher, ca: string) {
  return {
    get: (url: string, { headers = {} }: Params = {}): Answer => waitFor(url, headers, ca),
    async asyncRequest(
      method: string,
      url: string,
      body: string | null,
      { headers = {} }: Params = {},
    ): Promise<Answer> {
      try {
        const answer = await request(url, { method, body, headers, dispatcher } as Parameters<typeof request>[1])
        return { status: answer.statusCode, body: await answer.body.text(), error: '' }
      } catch (error) {
        return { status: 0, body: null, error: String(error) }
      }
    },
  }
}

/** A request that the caller stands still for: by a process of its own. */
function waitFor(url: string, headers: Readonly<Record<string, string>>, ca: string): Answer {
  const code = `
    const { url, headers, ca } = JSON.parse(process.argv[1])
    const options = { headers, ca }
    import('node:https').then(({ get }) => get(url, options, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (text) => (body += text))
      answer.on('end', () => console.log(JSON.stringify({ status: answer.statusCode, body, error: '' })))
    }).on('error', (error) => console.log(JSON.stringify({ status: 0, body: null, error: String(error) }))))`
  const said = execFileSync(process.execPath, ['-e', code, JSON.stringify({ url, headers, ca })], { encoding: 'utf8' })
  return JSON.parse(said) as Answer
}
