/** Every oracle. A new one is a file beside this and a line in the list. */
import { aMovedPgKeepsCalls } from './a-moved-pg-keeps-calls.ts'
import { agentStatesFollowTheTable } from './agent-states-follow-the-table.ts'
import { agentsReturnWithTheirPg } from './agents-return-with-their-pg.ts'
import { authentication } from './authentication.ts'
import { callsBeginAndEnd } from './calls-begin-and-end.ts'
import { contactsAreConserved } from './contacts-are-conserved.ts'
import { contactsGoToTheRightAgent } from './contacts-go-to-the-right-agent.ts'
import { desktopsFollowTheTruth } from './desktops-follow-the-truth.ts'
import { desktopsLookForAServer } from './desktops-look-for-a-server.ts'
import { dialogsRunTheirCourse } from './dialogs-run-their-course.ts'
import { eventsComeInOrder } from './events-come-in-order.ts'
import { every202HasOneOutcome } from './every-202-has-one-outcome.ts'
import { everybodyGoesHome } from './everybody-goes-home.ts'
import { everybodyIsBack } from './everybody-is-back.ts'
import { expiredTokensAreRefused } from './expired-tokens-are-refused.ts'
import { finesseFollowsTheTruth } from './finesse-follows-the-truth.ts'
import { finesseMaintenanceAsDocumented } from './finesse-maintenance-as-documented.ts'
import { finesseMaintenanceWarns } from './finesse-maintenance-warns.ts'
import { forcedLogoutAsDocumented } from './forced-logout-as-documented.ts'
import { loadDecides } from './load-decides.ts'
import { maintenanceIsNotNoticed } from './maintenance-is-not-noticed.ts'
import { noSurprises } from './no-surprises.ts'
import { nobodyIsBusyWithoutACall } from './nobody-is-busy-without-a-call.ts'
import { oneAgentOneNode } from './one-agent-one-node.ts'
import type { Oracle } from './oracle.ts'
import { outOfServiceMeans503 } from './out-of-service-means-503.ts'
import { pendingStatesWaitForTheEnd } from './pending-states-wait-for-the-end.ts'
import { phonesNoticeAsDocumented } from './phones-notice-as-documented.ts'
import { phonesStayWhereTheyAre } from './phones-stay-where-they-are.ts'
import { presenceEndsWithTheConnection } from './presence-ends-with-the-connection.ts'
import { ringNoAnswer } from './ring-no-answer.ts'
import { serviceForAReason } from './service-for-a-reason.ts'
import { signOutAsDocumented } from './sign-out-as-documented.ts'
import { silentCtiLinksEnd } from './silent-cti-links-end.ts'
import { supervisorsAndTheirTeams } from './supervisors-and-their-teams.ts'
import { theLastStateIsPublished } from './the-last-state-is-published.ts'
import { thePgMovesWithConsent } from './the-pg-moves-with-consent.ts'
import { toldWhenTomcatStops } from './told-when-tomcat-stops.ts'
import { viewsAgreeAfterTheCalm } from './views-agree-after-the-calm.ts'
import { whatANodeNeeds } from './what-a-node-needs.ts'
import { wrapUpFollowsTheDeskSettings } from './wrap-up-follows-the-desk-settings.ts'

export const oracles: readonly Oracle[] = [
  contactsAreConserved,
  contactsGoToTheRightAgent,
  ringNoAnswer,
  callsBeginAndEnd,
  agentStatesFollowTheTable,
  pendingStatesWaitForTheEnd,
  wrapUpFollowsTheDeskSettings,
  signOutAsDocumented,
  nobodyIsBusyWithoutACall,
  finesseFollowsTheTruth,
  desktopsFollowTheTruth,
  viewsAgreeAfterTheCalm,
  dialogsRunTheirCourse,
  every202HasOneOutcome,
  eventsComeInOrder,
  oneAgentOneNode,
  everybodyGoesHome,
  supervisorsAndTheirTeams,
  authentication,
  outOfServiceMeans503,
  everybodyIsBack,
  forcedLogoutAsDocumented,
  loadDecides,
  theLastStateIsPublished,
  serviceForAReason,
  desktopsLookForAServer,
  maintenanceIsNotNoticed,
  aMovedPgKeepsCalls,
  finesseMaintenanceWarns,
  finesseMaintenanceAsDocumented,
  phonesStayWhereTheyAre,
  whatANodeNeeds,
  agentsReturnWithTheirPg,
  silentCtiLinksEnd,
  presenceEndsWithTheConnection,
  toldWhenTomcatStops,
  expiredTokensAreRefused,
  phonesNoticeAsDocumented,
  thePgMovesWithConsent,
  noSurprises,
]
