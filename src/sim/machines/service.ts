// One service of a Finesse node: Cisco Finesse Tomcat, the Notification Service (Openfire), the local database.
// Source: Cisco Finesse Administration Guide 11.6(1), ch. 12, "Cisco Finesse Services", p. 113-114: a service is STOPPED,
// STARTING or STARTED. HUNG is ours: the list shows such a service as STARTED, and nothing comes of what it is asked.
// Left out on purpose: STOPPING, which takes no time here; what depends on what, which is the business of the node.
import { defineMachine } from './definition.ts'

export const service = defineMachine({
  id: 'service',
  initial: 'STOPPED',
  states: {
    STOPPED: { on: { 'start.requested': 'STARTING' } },
    STARTING: { on: { 'stop.requested': 'STOPPED' }, after: { startTime: 'STARTED' } },
    STARTED: { on: { 'stop.requested': 'STOPPED', 'process.hung': 'HUNG' } },
    HUNG: { on: { 'stop.requested': 'STOPPED', 'process.resumed': 'STARTED' } },
  },
})
