/** Plain data as JavaScript, as JSON has no maps, no sets, no infinity and nothing undefined. */
export function literal(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
    case 'boolean':
      return String(value)
    case 'undefined':
      return 'undefined'
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    case 'object':
      return value === null ? 'null' : structure(value)
    default:
      throw new TypeError(`a ${typeof value} cannot be written down`)
  }
}

function structure(value: object): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(',')}]`
  if (value instanceof Map) return `new Map(${literal([...value])})`
  if (value instanceof Set) return `new Set(${literal([...value])})`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`an object of class ${value.constructor.name} cannot be written down`)
  }
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${literal(one)}`).join(',')}}`
}
