/** Fewer points for a long series: what stood out stays. Pure. */

/**
 * The runs worth a point, ascending, at most about `most` of them: of each equal share of the runs from `first` to
 * `last` the ones where `values` is least and greatest, and the very first and last.
 */
export function thinRuns(values: readonly number[], first: number, last: number, most: number): number[] {
  const count = last - first + 1;
  if (count <= most) return Array.from({ length: count }, (_, index) => first + index);
  const shares = Math.max(1, Math.floor((most - 2) / 2));
  const chosen = new Set([first, last]);
  for (let share = 0; share < shares; share++) {
    const from = first + Math.floor((share * count) / shares);
    const to = first + Math.floor(((share + 1) * count) / shares);
    let least = from;
    let greatest = from;
    for (let run = from; run < to; run++) {
      if ((values[run] ?? 0) < (values[least] ?? 0)) least = run;
      if ((values[run] ?? 0) > (values[greatest] ?? 0)) greatest = run;
    }
    chosen.add(least).add(greatest);
  }
  return [...chosen].sort((a, b) => a - b);
}
