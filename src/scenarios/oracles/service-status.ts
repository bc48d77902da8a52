/** Status of a Finesse node as its facts number it: in the order of a start (finesse-service machine). */
export const finesseStatusNames = ['STOPPED', 'STARTING', 'OUT_OF_SERVICE', 'PARTIAL_SERVICE', 'IN_SERVICE'] as const

export const IN_SERVICE = 4
