/** Whether the names of the nodes lead anywhere. The resolver of this machine is asked, as a browser would. */
import { isIP } from 'node:net'
import { type Check, fine, perNode, problem } from './check.ts'
import { errorText, within } from './network-error.ts'

export const dns: Check = {
  name: 'name',
  says: 'The name of each node leads to an address, by the resolver of this machine or as the file says.',
  run: (examination) =>
    perNode(examination, async (patient) => {
      const { host, address } = patient.node
      if (address !== undefined) {
        patient.addresses = [address]
        return [fine(host, `${address}, as the file says; DNS was not asked`)]
      }
      if (isIP(host) !== 0) {
        patient.addresses = [host]
        return [fine(host, 'is an address')]
      }
      try {
        patient.addresses = await within(examination.target.limits.patienceMs, examination.resolve(host))
        return [fine(host, patient.addresses.join(', '))]
      } catch (error) {
        const advice = 'Check the spelling, the DNS server and the VPN, or give the node an "address" in the file.'
        return [problem(host, errorText(error), advice)]
      }
    }),
}
