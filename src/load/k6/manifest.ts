/**
 * What the k6 operator needs on Kubernetes: a ConfigMap with the script, and a TestRun that plays it on several machines. Each gets
 * an execution segment, and with it some of the virtual users, whose numbers are those of the whole test; so the plan
 * is dealt out once over all of them (https://grafana.com/docs/k6/latest/set-up/set-up-distributed-k6/).
 */
import { stringify } from 'yaml'
import { NODES, NOTIFICATIONS } from './addresses.ts'

export interface ManifestOptions {
  /** The text of the bundle. */
  readonly script: string
  /** Of both objects, as Kubernetes takes it. */
  readonly name: string
  readonly namespace: string | undefined
  /** Machines, which are one another's shards. */
  readonly parallelism: number
  readonly nodes: readonly string[]
  readonly notifications: readonly string[]
  /** Certificate authority to trust, in PEM. */
  readonly ca: string | undefined
  /** Image of k6, where it is not that of the operator. */
  readonly image: string | undefined
}

/** A ConfigMap holds a MiB (https://kubernetes.io/docs/concepts/configuration/configmap/). */
export const CONFIG_MAP_MOST = 1_048_576

/** The operator mounts the ConfigMap of the script here. */
const FOLDER = '/test'
const SCRIPT = 'script.js'
const CA = 'ca.pem'
/** Pods come up one after the other; the plan begins once all are there. */
const LEAD_S = 15

export function manifest({ script, name, namespace, parallelism, ...rest }: ManifestOptions): string {
  const { nodes, notifications, ca, image } = rest
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) }
  const env = [
    { name: NODES, value: nodes.join(',') },
    ...(notifications.length === 0 ? [] : [{ name: NOTIFICATIONS, value: notifications.join(',') }]),
    { name: 'CCSIM_LEAD', value: String(LEAD_S) },
    ...(ca === undefined ? [] : [{ name: 'SSL_CERT_FILE', value: `${FOLDER}/${CA}` }]),
  ]
  const configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { ...(ca === undefined ? {} : { [CA]: ca }), [SCRIPT]: script },
  }
  const testRun = {
    apiVersion: 'k6.io/v1alpha1',
    kind: 'TestRun',
    metadata,
    spec: {
      parallelism,
      // Samples go to the log of each pod, from where `ccsim k6 import` takes them.
      arguments: '--quiet --no-color --out json=/dev/stdout',
      script: { configMap: { name, file: SCRIPT } },
      runner: { ...(image === undefined ? {} : { image }), env },
    },
  }
  return [configMap, testRun].map((one) => `---\n${stringify(one, { lineWidth: 0 })}`).join('')
}
