import { figure } from './kind.ts'

export const forcedLogouts = figure('forcedLogouts', {
  unit: 'count',
  kind: 'correctness',
  describe: 'Forced logouts (code 255) that Finesse sent.',
})

export const signedInAfterCalm = figure('signedInAfterCalm', {
  unit: 'share',
  kind: 'correctness',
  alone: '>=',
  describe: 'Share of the agents who should still be there that are signed in at the end; see `shifts[].stays`.',
})

export const moved = figure('moved', {
  unit: 'count',
  kind: 'correctness',
  describe: 'Users who signed in at the other node without having signed out.',
})
