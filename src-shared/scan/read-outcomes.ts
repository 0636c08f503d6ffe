/** What the ports of a host said in an outcome, read once for each outcome. */
import { BaseLayer, type Layer } from './port-layer.ts';
import { isAnswer } from './port-state.ts';
import { isRestOfPorts, readPortList, type PortList } from './rest-of-ports.ts';
import { codeOfSaid } from './said-codes.ts';
import { STRETCH, StretchDraft, type Stretches } from './stretches.ts';
import type { HostOutcome, OutcomePort, PortRange } from './timeline-input.ts';

/** The bits of a value that are a code of said-codes.ts; above them stands the number of an open port's service. */
export const VALUE_CODE = 0xff;
const SERVICE_SHIFT = 8;

/** Of a value: which service an open port has; 0: none is known. */
export function serviceOfValue(value: number): number {
  return value >>> SERVICE_SHIFT;
}

export interface ReadOutcome {
  readonly layer: Layer;
  /** Whether it tells of any port. */
  readonly saysAnything: boolean;
  readonly open: number;
  /** Whether anything came back from any port. */
  readonly answered: boolean;
}

const OPEN = codeOfSaid('syn-ack');

type OutcomeRun = HostOutcome['extraports'][number];

/** Shorter texts are read sooner than compared. */
const LONG_TEXT = 64;

/** What a run asked, as outcomes are read against it. */
export class AskedPorts {
  readonly list: PortList;
  /** 1 for each port. */
  readonly layer: Layer;
  readonly #stretches: Stretches;
  readonly #bases = new Map<number, BaseLayer>();

  /** Throws SpecError on ranges that are none. */
  constructor(ranges: string) {
    this.list = readPortList(ranges);
    const draft = new StretchDraft();
    for (const [first, last] of this.list.ranges) draft.add(first, last, 1);
    this.#stretches = draft.finish();
    this.layer = { base: this.base(1), over: NOTHING };
  }

  /** All of them with one value. */
  base(value: number): BaseLayer {
    let base = this.#bases.get(value);
    if (!base) {
      base = new BaseLayer(this.#stretches.map((cell, at) => (at % STRETCH === 2 ? value : cell)));
      this.#bases.set(value, base);
    }
    return base;
  }
}

const NOTHING: Stretches = new Int32Array();

export class OutcomeReader {
  readonly #read = new Map<HostOutcome, ReadOutcome>();
  readonly #services = new Map<string, number>();
  readonly #draft = new StretchDraft();

  /** `asked`: by a run that has the outcome. Throws SpecError on ranges that are none. */
  read(outcome: HostOutcome, asked: AskedPorts): ReadOutcome {
    let read = this.#read.get(outcome);
    if (!read) this.#read.set(outcome, (read = this.#readNew(outcome, asked)));
    return read;
  }

  /** A layer that has 1 for the ports in ascending, disjoint ranges. */
  layerOfRanges(ranges: readonly PortRange[]): Layer {
    for (const [first, last] of ranges) this.#draft.add(first, last, 1);
    return { base: null, over: this.#draft.finish() };
  }

  #readNew(outcome: HostOutcome, asked: AskedPorts): ReadOutcome {
    const { ports, extraports } = outcome;
    return {
      layer: this.#overAsked(outcome, asked) ?? { base: null, over: this.#stretchesOf(extraports, ports) },
      saysAnything: ports.length + extraports.length > 0,
      open: ports.reduce((sum, { reason }) => sum + (reason === 'syn-ack' ? 1 : 0), 0),
      answered: [...extraports, ...ports].some(({ reason }) => isAnswer(reason)),
    };
  }

  /**
   * The longest text is as a rule what was asked without all other ports of the outcome: then it need not be read. Null
   * where it is not so.
   */
  #overAsked({ ports, extraports, rest }: HostOutcome, asked: AskedPorts): Layer | null {
    const known = rest?.of === asked.list.text ? extraports[rest.run] : undefined;
    if (known) {
      const others = extraports.filter((run) => run !== known);
      return { base: asked.base(codeOfSaid(known.reason)), over: this.#stretchesOf(others, ports) };
    }
    let longest: OutcomeRun | undefined;
    for (const run of extraports) if (run.ports.length > (longest?.ports.length ?? LONG_TEXT)) longest = run;
    if (!longest) return null;
    const over = this.#stretchesOf(
      extraports.filter((run) => run !== longest),
      ports,
    );
    const taken: PortRange[] = [];
    for (let at = 0; at < over.length; at += STRETCH) taken.push([over[at]!, over[at + 1]!]);
    return isRestOfPorts(asked.list, taken, longest.ports)
      ? { base: asked.base(codeOfSaid(longest.reason)), over }
      : null;
  }

  #stretchesOf(runs: readonly OutcomeRun[], ports: readonly OutcomePort[]): Stretches {
    const draft = this.#draft;
    for (const { reason, ports: ranges } of runs) draft.addRanges(ranges, codeOfSaid(reason));
    for (const { port, reason, service } of ports) {
      const code = codeOfSaid(reason);
      draft.add(port, port, code === OPEN ? code | (this.#numberOf(service) << SERVICE_SHIFT) : code);
    }
    return draft.finish();
  }

  #numberOf(service: string | null): number {
    if (service === null) return 0;
    let number = this.#services.get(service);
    if (number === undefined) this.#services.set(service, (number = this.#services.size + 1));
    return number;
  }
}
