/** What the ports of a host said in an outcome, read once for each outcome. */
import { LayerDraft, type Layer } from './port-layer.ts';
import { isAnswer } from './port-state.ts';
import { codeOfSaid } from './said-codes.ts';
import type { HostOutcome, PortRange } from './timeline-input.ts';

/** The bits of a value that are a code of said-codes.ts; above them stands the number of an open port's service. */
export const VALUE_CODE = 0xff;
const SERVICE_SHIFT = 8;

/** Of a value: which service an open port has; 0: none is known. */
export function serviceOfValue(value: number): number {
  return value >>> SERVICE_SHIFT;
}

export interface ReadOutcome {
  readonly layer: Layer;
  readonly open: number;
  /** Whether anything came back from any port. */
  readonly answered: boolean;
}

const OPEN = codeOfSaid('syn-ack');

export class OutcomeReader {
  readonly #read = new Map<HostOutcome, ReadOutcome>();
  readonly #services = new Map<string, number>();
  readonly #draft = new LayerDraft();

  /** Throws SpecError on ranges that are none. */
  read(outcome: HostOutcome): ReadOutcome {
    let read = this.#read.get(outcome);
    if (!read) this.#read.set(outcome, (read = this.#readNew(outcome)));
    return read;
  }

  /** A layer that has 1 for the ports in ascending, disjoint ranges. */
  layerOfRanges(ranges: readonly PortRange[]): Layer {
    for (const [first, last] of ranges) this.#draft.add(first, last, 1);
    return this.#draft.finish();
  }

  #readNew({ ports, extraports }: HostOutcome): ReadOutcome {
    const draft = this.#draft;
    for (const { reason, ports: ranges } of extraports) draft.addRanges(ranges, codeOfSaid(reason));
    let open = 0;
    let answered = extraports.some(({ reason }) => isAnswer(reason));
    for (const { port, reason, service } of ports) {
      const code = codeOfSaid(reason);
      if (code === OPEN) open++;
      answered ||= isAnswer(reason);
      draft.add(port, port, code === OPEN ? code | (this.#numberOf(service) << SERVICE_SHIFT) : code);
    }
    return { layer: draft.finish(), open, answered };
  }

  #numberOf(service: string | null): number {
    if (service === null) return 0;
    let number = this.#services.get(service);
    if (number === undefined) this.#services.set(service, (number = this.#services.size + 1));
    return number;
  }
}
