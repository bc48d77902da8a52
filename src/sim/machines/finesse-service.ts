// One Finesse node as SystemInfo reports it. Only IN_SERVICE answers requests; every other state means 503.
// Source: Cisco Finesse Administration Guide, Release 15.0(1), "CTI Failover"; Cisco Finesse Web Services Developer
// Guide 12.5(1), "SystemInfo", p. 333-337; developer.cisco.com/docs/finesse, "API Errors" (PARTIAL_SERVICE).
// Left out on purpose: why it is out of service (statusReason); the Notification Service, which is a process of its own
// and only one of the dependencies here; an AWDB error at start, which merely keeps cti.restored from being reported.
import { defineMachine } from './definition.ts'

export const finesseService = defineMachine({
  id: 'finesse-service',
  initial: 'STOPPED',
  states: {
    STOPPED: { on: { 'tomcat.started': 'STARTING' } },
    // Tomcat is up, the application is not.
    STARTING: { on: { 'application.started': 'OUT_OF_SERVICE', 'tomcat.stopped': 'STOPPED' } },
    OUT_OF_SERVICE: {
      on: {
        // Configuration, agent states and calls have all arrived.
        'cti.restored': 'IN_SERVICE',
        'cti.restored.partial': 'PARTIAL_SERVICE',
        'tomcat.stopped': 'STOPPED',
      },
    },
    // CTI is fine, a service Finesse depends on is not.
    PARTIAL_SERVICE: {
      on: { 'dependency.restored': 'IN_SERVICE', 'cti.lost': 'OUT_OF_SERVICE', 'tomcat.stopped': 'STOPPED' },
    },
    IN_SERVICE: {
      on: { 'dependency.lost': 'PARTIAL_SERVICE', 'cti.lost': 'OUT_OF_SERVICE', 'tomcat.stopped': 'STOPPED' },
    },
  },
})
