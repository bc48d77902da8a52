/** One in how many samples is slower. No more than there were samples: the maximum is not "one in infinity". */
export const rarity = (share: number, count: number): number =>
  Number(Math.min(1 / Math.max(1 - share, 1e-12), Math.max(count, 2)).toPrecision(5))
