/** Takes out what is never dialed: multicast, the limited broadcast, broadcasts of this machine's own networks. */
import type { AddressList } from '../../src-shared/scan/address-list.ts';
import type { ScanWarning } from '../../src-shared/scan/scan-report.ts';
import { parseTargetList, type TargetSpec } from '../../src-shared/scan/target-spec.ts';
import type { Engine } from './engine-door.ts';

type Collect = (
  targets: TargetSpec,
  resolved: ReadonlyMap<string, readonly string[]>,
  excludes: TargetSpec,
) => AddressList;

/** The addresses without the refused ones, and one warning that says how many and why. */
export function removeRefused(
  targets: TargetSpec,
  resolved: ReadonlyMap<string, readonly string[]>,
  excludes: TargetSpec,
  collect: Collect,
  engine: Pick<Engine, 'refusedAddress' | 'refusedBlocks'>,
): { asked: AddressList; list: AddressList; warnings: ScanWarning[] } {
  const asked = collect(targets, resolved, excludes);
  const refused = parseTargetList(engine.refusedBlocks(), 'excludes');
  const list = collect(targets, resolved, { items: [...excludes.items, ...refused.items], problems: [] });
  const removed = asked.size - list.size;
  if (removed === 0) return { asked, list, warnings: [] };
  const example = firstMissing(asked, list);
  const why = engine.refusedAddress(example) ?? `${example} is a multicast or broadcast address.`;
  const message = removed === 1 ? why : `${why} It and ${removed - 1} more such addresses are not scanned.`;
  return { asked, list, warnings: [{ code: 'address-refused', message, address: example }] };
}

/** An address of `asked` that is not in `list`, which is a part of it: found by halving, as both are in order. */
function firstMissing(asked: AddressList, list: AddressList): string {
  let low = 0;
  let high = list.size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (asked.at(middle) === list.at(middle)) low = middle + 1;
    else high = middle;
  }
  return asked.at(low);
}
