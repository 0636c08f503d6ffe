import type { SeriesSummary } from '../../../src-shared/contract/run-series.ts';
import { portsWord } from '../../components/describe-run.ts';

/** The series that have a text in their name, targets or ports, whatever its case. */
export function findSeries(list: readonly SeriesSummary[], text: string): readonly SeriesSummary[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return list;
  return list.filter(({ name, targets, ports }) =>
    [name ?? '', ...targets, ports, portsWord(ports)].some((part) => part.toLowerCase().includes(wanted)),
  );
}
