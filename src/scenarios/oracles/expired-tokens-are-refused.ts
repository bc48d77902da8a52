import { Fact } from '../../sim/domain/facts.ts'
import { isOfThePage, Operation } from '../../sim/domain/rest.ts'
import { LiveRequests } from '../live-requests.ts'
import type { Oracle } from './oracle.ts'

const UNAUTHORIZED = 401
const UNAVAILABLE = 503

/** Source: Cisco Finesse Administration Guide 12.5(1), Single Sign-On; Web Services Developer Guide 12.5(1), p. 7. */
export const expiredTokensAreRefused: Oracle = {
  name: 'expired tokens are refused',
  says: 'A request with an access token that has expired is answered 401, or 503 where nothing is served at all.',
  behaviours: ['AUTH-05'],
  watch(watch) {
    const live = new LiveRequests()
    watch.on(Fact.expiredToken, (at, user, id, operation) => {
      // These need nobody to have signed in.
      if (operation === Operation.getSystemInfo || isOfThePage(operation)) return
      if (live.find(user, id) < 0) live.add(user, id, at, operation)
    })
    watch.on(Fact.requestAnswered, (at, user, id, status) => {
      const slot = live.size === 0 ? -1 : live.find(user, id)
      if (slot < 0) return
      live.remove(slot)
      watch.judged++
      if (status === UNAUTHORIZED || status === UNAVAILABLE) return
      watch.violate(at, watch.user(user), `request ${id} was answered ${status}, and its token had expired`)
    })
    return undefined
  },
}
