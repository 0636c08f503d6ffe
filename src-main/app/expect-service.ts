/** What the window asks about expectations. */
import type { CallContext } from '../../src-shared/contract/define.ts';
import type { Delivery } from '../../src-shared/contract/delivery.ts';
import type { CheckResult } from '../../src-shared/scan/expect/expect-finding.ts';
import type { ExpectProblem } from '../../src-shared/scan/expect/expectations.ts';
import type { ComparedReport } from '../../src-shared/scan/diff-scans.ts';
import type { TextRepository } from '../store/text-repository.ts';
import type { Engine } from './engine-door.ts';
import { checkByText, expectationsOf } from './expectations.ts';
import type { HostAbilities } from './host-abilities.ts';

/** Under this name the file used last is kept, and under it with a series' id that series' own. */
const KEPT = 'expectations';

export interface ExpectService {
  /** Throws PortolanError `not-found`, or `invalid-input` where the run cannot be judged. */
  check(scanId: string, text: string): { problems: ExpectProblem[]; result: CheckResult | null };
  /** Throws as {@link check}, and where the run is too large for one file. */
  write(scanId: string): string;
  save(text: string, context: CallContext): Promise<Delivery>;
  /** Throws PortolanError `not-found`. */
  recall(scanId: string): { seriesId: string; text: string | null; isOwn: boolean };
  keep(seriesId: string | null, text: string): void;
}

export interface ExpectServiceOptions {
  readonly engine: Pick<Engine, 'portsOfService' | 'topPorts'>;
  readonly texts: TextRepository;
  readonly abilities: HostAbilities;
  /** A run with its hosts in memory. */
  report(scanId: string): ComparedReport;
  /** The series that a run belongs to. Throws PortolanError `not-found`. */
  seriesOf(scanId: string): string;
}

export function createExpectService({
  engine,
  texts,
  abilities,
  report,
  seriesOf,
}: ExpectServiceOptions): ExpectService {
  return {
    check: (scanId, text) => checkByText(report(scanId), text, engine),
    write: (scanId) => expectationsOf(report(scanId), engine),
    save: (text, context) =>
      abilities.deliverFile(
        { fileName: 'expectations.yaml', mediaType: 'application/yaml; charset=utf-8', content: whole(text) },
        context,
      ),
    recall: (scanId) => {
      const seriesId = seriesOf(scanId);
      const own = texts.read(ofSeries(seriesId));
      return { seriesId, text: own ?? texts.read(KEPT), isOwn: own !== null };
    },
    keep: (seriesId, text) => {
      if (seriesId !== null) texts.keep(ofSeries(seriesId), text);
      // Nothing is a poor beginning for the next series.
      if (seriesId === null || text.trim() !== '') texts.keep(KEPT, text);
    },
  };
}

function ofSeries(seriesId: string): string {
  return `${KEPT}/${seriesId}`;
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
