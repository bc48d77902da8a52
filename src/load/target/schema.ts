/** What the file of a target may say: nodes, users, and what of it a run may touch. */
import { isIP } from 'node:net'
import { z } from 'zod'
import { duration, listOf, rate, text, whole } from '../../scenarios/schema/fields.ts'
import { release } from '../../scenarios/schema/release.ts'

/** Where the schema is, seen from a file beside the folder of schemas. */
export const TARGET_SCHEMA_HINT = '# yaml-language-server: $schema=../schema/target.schema.json'

const NODES_MOST = 2
const USERS_MOST = 5_000

type Raw = { readonly input?: unknown }

/** YAML makes a number of 0815, and of 1001: what is meant as text has to be in quotes. */
const inQuotes = ({ input }: Raw): string | undefined =>
  typeof input === 'number' ? `should be text; write it in quotes: "${input}"` : undefined

const NUMBER = /^[\w.+*#@-]{1,64}$/
const word = (what: string) => z.string({ error: inQuotes }).regex(NUMBER, `is no ${what}`)

const host = z
  .string()
  .max(253)
  .regex(/^(?=[^.-])[\w.-]*\w$/, 'is no host name; leave the port and https:// out')
  .toLowerCase()
const address = z.string().refine((text) => isIP(text) !== 0, 'is no IP address')
const port = whole(1, 65_535)

const ports = z.strictObject({
  https: port.optional().describe('REST, and notifications from 12.6 on: 8445.'),
  notification: port.optional().describe('BOSH and WebSocket: 7443.'),
  insecure: port.optional().describe('The same without TLS: 7071, closed from 12.5 on unless it is named here.'),
  xmpp: port.optional().describe('XMPP over TCP: 5222, closed from 12.5 on unless it is named here.'),
  xmpps: port.optional().describe('XMPP over TLS: 5223, closed from 12.6 on unless it is named here.'),
})

const usualPorts: z.output<typeof ports> = {}

const node = z.union(
  [
    host.transform((name) => ({ host: name, address: undefined, ports: usualPorts })),
    z.strictObject({
      host: host.describe('The name in its certificate, in SystemInfo and in JIDs.'),
      address: address.optional().describe('Where to connect to, instead of asking DNS for the name.'),
      ports: ports
        .prefault({})
        .describe('Ports that are not the usual ones, or open although the release closes them.'),
    }),
  ],
  { error: 'should be a host name, or like { host: fin1.example.com }' },
)

/** What is wrong with a password is said without showing it. */
const secret = (what: string) =>
  z
    .string({ error: ({ input }: Raw) => (typeof input === 'string' ? undefined : `should be ${what}`) })
    .min(1, { error: `is empty; it should be ${what}` })

const user = z
  .strictObject({
    id: word('agent id').describe('The agent id (login id), in quotes.'),
    extension: word('extension').describe('The extension to sign in with, in quotes.'),
    password: secret('text, in quotes').optional().describe('Better not here: see passwordEnv.'),
    passwordEnv: secret('the name of an environment variable')
      .regex(/^[A-Za-z_]\w*$/, 'is no name of an environment variable')
      .optional()
      .describe('The environment variable that holds the password.'),
    role: z.enum(['agent', 'supervisor']).prefault('agent'),
  })
  .superRefine(({ password, passwordEnv }, context) => {
    if ((password === undefined) !== (passwordEnv === undefined)) return
    const message =
      password === undefined
        ? 'has no password; name an environment variable that holds it: passwordEnv'
        : 'is there beside "password"; keep one of the two'
    context.issues.push({
      code: 'custom',
      path: password === undefined ? [] : ['passwordEnv'],
      message,
      input: undefined,
    })
  })

const allow = z.strictObject({
  hosts: listOf(host, NODES_MOST).min(1).describe('The nodes that a run may use, each by its name.'),
  agents: listOf(word('agent id'), USERS_MOST).min(1).describe('The users that a run may sign in, each by its id.'),
  dial: listOf(word('number'))
    .prefault([])
    .describe('Numbers that they may call besides the extensions of one another, each as it is dialed.'),
})

const limits = z.strictObject({
  signIns: rate.prefault('1/s').describe('Sign-ins of all users together.'),
  requests: rate.prefault('10/s').describe('Requests of all users to all nodes together.'),
  calls: rate.prefault('60/h').describe('Calls that agents place, all of them together.'),
  patience: duration
    .refine((us) => us >= 100_000 && us <= 120_000_000, 'must be from 100ms to 2min')
    .prefault('10s')
    .describe('How long one answer is waited for.'),
})

const NO_WHY = 'is required; say in a sentence which system it is, and who agreed to tests on it'

export const targetSchema = z
  .strictObject({
    why: z
      .string({ error: ({ input }) => (input === undefined ? NO_WHY : undefined) })
      .trim()
      .min(1)
      .max(2_000)
      .describe('Which system it is, and who agreed to tests on it.'),
    release: release.describe('Release of Finesse; `ccsim doctor` compares it with what it meets.'),
    deployment: z.enum(['cce', 'ccx']).prefault('cce').describe('Contact Center Enterprise or Express.'),
    ca: text
      .optional()
      .describe('File with the certificates (PEM) to trust, relative to this one; those of Node unless told.'),
    nodes: listOf(node, NODES_MOST).min(1).describe('The Finesse nodes, the primary one first.'),
    users: listOf(user, USERS_MOST).prefault([]).describe('Users of the target, with their passwords.'),
    allow: allow.optional().describe('What a run may touch. Without it there are no runs, only the doctor.'),
    limits: limits.prefault({}).describe('How fast a run may go at most.'),
  })
  .meta({ title: 'ccsim target', description: 'A real Finesse, and what a run may touch of it.' })

export type TargetSpec = z.output<typeof targetSchema>

/** The text of `schema/target.schema.json`, draft 7. */
export const targetJsonSchemaText = (): string =>
  `${JSON.stringify(z.toJSONSchema(targetSchema, { io: 'input', target: 'draft-7' }), null, 2)}\n`
