/** Documents that many constants come from. */

/** The chapter on failover of the Administration Guide of a release. */
export const admin = (release: string): string => `Cisco Finesse Administration Guide ${release}, Failover Mechanisms`

export const developer = (pages: string): string => `Finesse Web Services Developer Guide 12.5(1), ${pages}`

export const ctiGuide = 'CTI Server Message Reference Guide (Protocol Version 24), Session Management'

export const graceful = 'Administration Guide for Unified CCE 12.6, Agent PG graceful shutdown'

export const presencePage = 'Finesse developer site, Desktop Presence and Forced Logout'
