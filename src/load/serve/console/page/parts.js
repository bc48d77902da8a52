/** The parts of the center as the console names them: where they stand on the map, and what can be done to them. */

import { words } from './states.js'
import { store } from './store.js'

const SERVICES = ['tomcat', 'notification', 'database']

/** Every part on the map: `{ id, title, state, detail }`. */
export function parts() {
  const { topology } = store
  const list = [desktops(topology)]
  for (const node of topology.finesse) {
    const state = node.process === 'running' ? node.status : node.process
    const mode = node.maintenance === '' ? '' : ` · maintenance ${words(node.maintenance)}`
    list.push({
      id: `finesse ${node.number}`,
      title: `Finesse ${node.number}`,
      state: node.maintenance === 'IN_PROGRESS' ? `MAINT ${state}` : state,
      says: words(state),
      detail: `${node.users} ${node.users === 1 ? 'user' : 'users'}${mode}`,
      services: node.services,
    })
  }
  for (const { number, process } of topology.awdb) {
    list.push({ id: `awdb ${number}`, title: `AWDB ${number}`, state: process, says: process })
  }
  for (const { side, process, active } of topology.cti) {
    const state = process === 'running' ? (active ? 'active' : 'standby') : process
    list.push({ id: `ctisvr ${side}`, title: `CTI ${side}`, state, says: state })
  }
  for (const { side, state, down } of topology.pg) {
    const detail = down.length > 0 && down.length < 4 ? `${down.join(', ')} down` : ''
    list.push({ id: `pg ${side}`, title: `PG ${side}`, state, says: words(state), detail })
  }
  const { count, inService } = topology.phones
  const gone = count - inService
  const state = gone === 0 ? 'in service' : inService === 0 ? 'out of service' : 'partial'
  const detail = gone === 0 ? `${count} in all` : `${gone} of ${count} out`
  list.push({ id: 'phones', title: 'Phones', state: state.replace(/ /g, '_'), says: state, detail })
  const { routes } = topology.router
  list.push({
    id: 'router',
    title: 'Router',
    state: routes ? 'routes' : 'routes nothing',
    says: routes ? 'routes calls' : 'routes nothing',
  })
  return list
}

function desktops({ finesse }) {
  const signedIn = finesse.reduce((sum, { users }) => sum + users, 0)
  const each = finesse.map(({ number, users }) => `${users} at ${number}`).join(' · ')
  return { id: 'desktops', title: 'Desktops', state: 'up', says: `${signedIn} present`, detail: each }
}

/** Nouns that belong to a part, as `{ noun, phrase }`: what its card offers verbs for. */
export function nounsOf(id) {
  const [kind, which] = id.split(' ')
  const own = (noun, phrase = id) => ({ noun, phrase })
  if (kind === 'finesse') return [own('finesse'), ...SERVICES.map((name) => own(name, `${name} ${which}`))]
  if (kind === 'ctisvr') return [own('ctisvr'), own('events', `events of ${id}`)]
  if (kind === 'awdb') {
    return [own('awdb'), own('distributor', `distributor ${which}`), own('credentials', `credentials of ${id}`)]
  }
  if (kind === 'pg') {
    const processes = ['pgag', 'opc', 'pim', 'jgw1'].map((name) => own(name, `${name} ${which}`))
    return [own('pg'), ...processes, own('agent-pg', 'agent-pg'), own('pguser password', 'pguser password')]
  }
  if (kind === 'router') return ['rtr', 'mds', 'ccag'].map((name) => own(name, name))
  if (kind === 'phones') return [own('phones')]
  if (kind === 'desktops') return [own('agents', 'agents')]
  if (kind === 'agent') return [own('agents'), own('phone', `phone ${which}`)]
  return [own(linkNoun(id))]
}

const linkNoun = (name) => (/^private/.test(name) ? 'private link' : /^public/.test(name) ? 'public link' : 'link')

export const isLink = (id) => / – | link/.test(id)

/** Links that end at a part. */
export const linksAt = (id) => store.topology.links.filter(({ ends }) => ends.includes(id))

/** Faults in force that are about any of these phrases. */
export const faultsOn = (phrases) => store.topology.faults.filter(({ what }) => phrases.includes(what))
