/**
 * What was measured of hosts, in the order of their outcomes: smoothed round-trip, then of each listed port its tries,
 * confidence and round-trip, then of each run its tries and confidence. Tries and confidence come in few pairs, which are
 * written once, before the hosts.
 */
import type { ExtraPorts, HostReport, PortReport } from '../../src-shared/scan/scan-report.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Outcome } from './outcome-codec.ts';

/** An absent number, null, or the number itself; numbers above are one more than they are. */
const ABSENT = 0;
const IS_NULL = 1;
const IS_NUMBER = 2;

interface Certainty {
  readonly attempts: number | undefined;
  readonly confidence: number | null | undefined;
}

type Measured = Pick<HostReport, 'srttMs'> & {
  readonly ports: readonly PortReport[];
  readonly extraports: readonly ExtraPorts[];
};

export function encodeMeasures(hosts: readonly Measured[]): Uint8Array {
  const pairs = new Map<string, { readonly index: number; readonly pair: Certainty }>();
  const indexOf = ({ attempts, confidence }: Certainty): number => {
    const key = `${attempts} ${confidence}`;
    const known = pairs.get(key);
    if (known) return known.index;
    const index = pairs.size;
    pairs.set(key, { index, pair: { attempts, confidence } });
    return index;
  };
  const body = new ByteWriter();
  for (const { srttMs, ports, extraports } of hosts) {
    body.milliseconds(srttMs);
    for (const { attempts, confidence, rttMs } of ports) {
      body.whole(indexOf({ attempts, confidence }));
      body.milliseconds(rttMs);
    }
    for (const { attempts, confidence } of extraports) body.whole(indexOf({ attempts, confidence }));
  }
  const head = new ByteWriter();
  head.whole(pairs.size);
  for (const { pair } of pairs.values()) {
    head.whole(pair.attempts === undefined ? ABSENT : pair.attempts + 1);
    head.whole(pair.confidence === undefined ? ABSENT : pair.confidence === null ? IS_NULL : IS_NUMBER);
    if (typeof pair.confidence === 'number') head.float64(pair.confidence);
  }
  return Buffer.concat([head.take(), body.take()]);
}

/** Reads the measures of hosts one after the other; each is to be read with the outcome that it was written for. */
export class MeasureReader {
  readonly #bytes: ByteReader;
  readonly #pairs: Certainty[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = new ByteReader(bytes);
    const size = this.#bytes.whole();
    for (let index = 0; index < size; index++) {
      const attempts = this.#bytes.whole();
      const kind = this.#bytes.whole();
      this.#pairs.push({
        attempts: attempts === ABSENT ? undefined : attempts - 1,
        confidence: kind === ABSENT ? undefined : kind === IS_NULL ? null : this.#bytes.float64(),
      });
    }
  }

  /** The outcome with its measures. */
  read({ ports, extraports }: Outcome): Pick<HostReport, 'srttMs' | 'ports' | 'extraports'> {
    const srttMs = this.#bytes.milliseconds();
    return {
      srttMs,
      ports: ports.map(({ port, protocol, state, reason, service, banner }): PortReport => {
        const { attempts, confidence } = this.#pair();
        const rttMs = this.#bytes.milliseconds();
        const row = {
          port,
          protocol,
          state,
          reason,
          service,
          rttMs,
          attempts: attempts ?? 0,
          confidence: confidence ?? null,
        };
        return banner === undefined ? row : { ...row, banner };
      }),
      extraports: extraports.map((run): ExtraPorts => {
        const { attempts, confidence } = this.#pair();
        return {
          ...run,
          ...(attempts === undefined ? {} : { attempts }),
          ...(confidence === undefined ? {} : { confidence }),
        };
      }),
    };
  }

  #pair(): Certainty {
    const pair = this.#pairs[this.#bytes.whole()];
    if (!pair) throw new RangeError('The measures name a pair that they do not hold');
    return pair;
  }
}
