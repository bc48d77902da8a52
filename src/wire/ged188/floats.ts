/** Handy ways to make and to ask the floating part of a message. */

import type { Float, TagName, TagValue } from './tags.ts'

type Values = { readonly [N in TagName]?: TagValue<N> }

/** Floats in the order they are named; what is undefined is left out. */
export function floatsOf(values: Values): readonly Float[] {
  return Object.entries(values).flatMap(([tag, value]) => (value === undefined ? [] : [{ tag, value } as Float]))
}

/** The first value with this tag. */
export function floatValue<N extends TagName>(floats: readonly Float[], tag: N): TagValue<N> | undefined {
  return floats.find((one) => one.tag === tag)?.value as TagValue<N> | undefined
}

/** All values with this tag, in order. */
export function floatValues<N extends TagName>(floats: readonly Float[], tag: N): readonly TagValue<N>[] {
  return floats.filter((one) => one.tag === tag).map((one) => one.value as TagValue<N>)
}

/**
 * The floats of each repeated group: a new one begins with every `opener`, and holds what follows until the next. Where
 * `members` are given, the first float that is none of them ends the group.
 */
export function groupsOf(
  floats: readonly Float[],
  opener: TagName,
  members?: readonly TagName[],
): readonly (readonly Float[])[] {
  const groups: Float[][] = []
  let open: Float[] | undefined
  for (const float of floats) {
    if (float.tag === opener) groups.push((open = [float]))
    else if (members !== undefined && !members.includes(float.tag)) open = undefined
    else open?.push(float)
  }
  return groups
}
