import { z } from 'zod'
import { phoneEntries } from '../../sim/domain/phone-habits.ts'
import { distribution, duration, listOf, rate, reasonLabel, share, whole } from './fields.ts'

const wrapUp = z.strictObject({
  on: z.enum(['incoming', 'outgoing', 'both', 'none']).prefault('incoming').describe('Which calls it follows.'),
  mode: z.enum(['required', 'optional', 'not-allowed', 'required-with-data']).prefault('required'),
  mean: duration.optional().describe('Mean time of it, exponentially distributed; 15s unless told.'),
  time: distribution.optional().describe('The time of it, where its distribution matters; instead of `mean`.'),
  chosen: share.prefault('50%').describe('Chance that an agent asks for it where it is optional.'),
  timer: duration.prefault('2h').describe('Work mode timer: at its end the system moves the agent on.'),
})

const handling = z.strictObject({
  hold: z
    .strictObject({
      chance: share.prefault('0%'),
      after: distribution.prefault({ exponential: '20s' }),
      for: distribution.prefault({ exponential: '30s' }),
    })
    .prefault({}),
  callData: z.strictObject({ chance: share.prefault('0%') }).prefault({}),
  consultTransfer: z
    .strictObject({
      chance: share.prefault('0%'),
      after: distribution.prefault({ exponential: '30s' }),
      talk: distribution.prefault({ exponential: '20s' }).describe('With the other agent, before the transfer.'),
    })
    .prefault({}),
  singleStepTransfer: z
    .strictObject({ chance: share.prefault('0%'), after: distribution.prefault({ exponential: '30s' }) })
    .prefault({}),
  conference: z
    .strictObject({
      chance: share.prefault('0%'),
      after: distribution.prefault({ exponential: '30s' }),
      talk: distribution.prefault({ exponential: '20s' }).describe('With the other agent, before all three talk.'),
      leave: share.prefault('50%').describe('Chance that the agent who opened it leaves first.'),
    })
    .prefault({}),
  pendingNotReady: z
    .strictObject({
      chance: share.prefault('0%'),
      reason: reasonLabel.prefault('Break'),
      for: distribution.prefault('5min'),
    })
    .prefault({})
    .describe('Not Ready asked for during a call, entered at its end.'),
})

const ownCalls = (busy: string, noAnswer: string) =>
  z.strictObject({
    rate: rate.prefault('0/agent/h').describe('Calls an agent places.'),
    talk: distribution.prefault({ exponential: '60s' }),
    busy: share.prefault(busy).describe('Chance that the far end is busy.'),
    noAnswer: share.prefault(noAnswer).describe('Chance that nobody answers.'),
  })

const token = (usual: string) => duration.refine((us) => us >= 60_000_000, 'must be at least 1min').prefault(usual)

const sso = z.strictObject({
  accessToken: token('1h').describe('Life of an access token; it is renewed after three quarters of it.'),
  share: share.prefault('100%').describe('Share of the users who sign in so, from 12.5 on; the others have passwords.'),
  refreshToken: token('10h').describe('Life of a refresh token; at its end the agent has to sign in anew.'),
})

const phone = z.strictObject({
  otherService: z
    .union([distribution, z.literal('none')], { error: 'should be a random duration, or none' })
    .prefault('30s')
    .describe('How long agents look at an unavailable server before they open the other service; none: there is one.'),
  otherScreen: z
    .strictObject({ every: distribution, for: distribution })
    .optional()
    .describe('How often agents look at another screen of the phone, and for how long.'),
  typing: distribution.prefault('3s').describe('Typing one entry at sign-in.'),
  prefilled: listOf(z.enum(phoneEntries)).prefault([]).describe('What the service URL brings along.'),
  enterpriseSubscription: z.boolean().prefault(false).describe('With it the service URL brings nothing along.'),
})

const wrongPassword = z.strictObject({
  chance: share.prefault('5%').describe('Chance that an agent who signs in types a wrong password first.'),
  times: whole(1, 20).prefault(1).describe('So many times in a row; the fifth locks the user.'),
  pause: distribution
    .prefault({ uniform: ['4min', '7min'] })
    .describe('How long who was refused so often waits before each further try.'),
})

export const desk = z
  .strictObject({
    answer: distribution.prefault({ uniform: ['2s', '6s'] }).describe('From the ringing on the desktop to the click.'),
    ringOut: share.prefault('0%').describe('Chance that an agent lets a call ring out.'),
    backAfterRingOut: distribution.prefault({ exponential: '60s' }).describe('How soon such an agent is ready again.'),
    ringNoAnswer: duration.prefault('20s').describe('How long a call rings before it is taken away.'),
    readyAfterSignIn: distribution.prefault({ uniform: ['2s', '10s'] }),
    wrapUp: wrapUp.prefault({}).describe('What happens after a call.'),
    load: whole(0, 1).prefault(0).describe('Logout on Agent Disconnect, a setting of the peripheral gateway.'),
    inactivity: duration
      .refine((us) => us > 0, 'must be longer than nothing')
      .optional()
      .describe('Not Ready without a change for so long ends in a logout (50004); never unless told.'),
    secondLine: z
      .enum(['counts', 'ignored'])
      .prefault('ignored')
      .describe('Whether a call on the second line of a phone makes Not Ready (50005), under all-line control.'),
    agentHangsUp: share.prefault('30%').describe('Chance that the agent ends a call, rather than the caller.'),
    home: z
      .union([z.literal('balanced'), z.literal(1), z.literal(2)], { error: 'should be balanced, 1 or 2' })
      .prefault('balanced')
      .describe('The node desktops sign in to.'),
    sso: sso.optional().describe('Single sign-on; agents sign in with a password unless told.'),
    wrongPassword: wrongPassword.optional().describe('How agents mistype; unless told, nobody does.'),
    handling: handling.prefault({}).describe('What agents do with calls: chances for each answered call.'),
    phone: phone.prefault({}).describe('How agents on IP phones use them.'),
    outbound: ownCalls('5%', '15%').prefault({}).describe('Calls that agents place to the outside.'),
    agentToAgent: ownCalls('0%', '0%').prefault({}).describe('Calls between agents.'),
  })
  .describe('How agents work.')
