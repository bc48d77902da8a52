/**
 * What the sign-in page of a desktop asks before anybody has signed in, as JSON from 12.6 on (Finesse developer site, Desktop
 * Interface APIs: Desktop Configuration, Languages List). That the objects are addressed by their names is assumed.
 */
import type { ApiError, SystemInfoView } from '../sim/domain/rest.ts'
import type { Names } from './finesse-xml/names.ts'

export const DESKTOP_CONFIG = '/desktop/api/DesktopConfig'
export const LANGUAGES = '/desktop/api/Languages'

const languages = [
  ['da_DK', 'Dansk'],
  ['de_DE', 'Deutsch'],
  ['en_US', 'English'],
  ['es_ES', 'Español'],
  ['fr_FR', 'Français'],
  ['ja_JP', '日本語'],
] as const

export const languagesText = (): string =>
  JSON.stringify({ Language: languages.map(([locale, displayName]) => ({ locale, displayName })) })

/** `isOtherThere`: the other node is in service. */
export function desktopConfigText(
  names: Names,
  { node, status, authMode = 'NON_SSO' }: SystemInfoView,
  isOtherThere: boolean,
): string {
  const hosts = names.nodes.map(({ host, httpsPort }) => `${host}:${httpsPort}`)
  const isExpress = names.deployment === 'ccx'
  return JSON.stringify({
    deploymentType: isExpress ? 'UCCX' : 'UCCE',
    securityBannerMessage: '',
    systemStatus: status === 'IN_SERVICE' ? status : 'OUT_OF_SERVICE',
    host: hosts[0],
    isAlternateSystemAvailable: isOtherThere,
    desktopLicensed: isExpress ? 'PREMIUM' : '',
    systemAuthMode: authMode,
    enableMobileAgentLogin: String(!isExpress),
    isProxyRequest: false,
    redirectToAlternateHost: status !== 'IN_SERVICE' && isOtherThere,
    alternateHost: hosts[2 - node] ?? '',
  })
}

/** Errors of this interface: not XML, and not in the same words. */
export function desktopErrorText(status: number, { type, message, data }: ApiError): string {
  return JSON.stringify({ status, apiErrors: { errorType: type, errorMessage: message, errorData: data } })
}
