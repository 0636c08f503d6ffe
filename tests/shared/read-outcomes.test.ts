/** An outcome read by the short way says what it says by the long one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { LayerReader } from '../../src-shared/scan/port-layer.ts';
import { AskedPorts, OutcomeReader } from '../../src-shared/scan/read-outcomes.ts';
import type { HostOutcome } from '../../src-shared/scan/timeline-input.ts';

const MAX = 60;
const said = fc.array(fc.constantFrom('-', 'o', 'f', 'c'), { minLength: MAX, maxLength: MAX });

it('the rest of a list need not be written out', () => {
  fc.assert(
    fc.property(said, (letters) => {
      const portsOf = (letter: string): number[] =>
        letters.flatMap((each, port) => (each === letter ? [port] : []));
      const asked = formatPortRanges(letters.flatMap((each, port) => (each === '-' ? [] : [port])));
      const plain: HostOutcome = {
        names: [],
        status: 'up',
        reason: 'syn-ack',
        ports: portsOf('o').map((port) => ({ port, reason: 'syn-ack', service: `s${port % 3}` })),
        extraports: [
          { reason: 'no-response', ports: formatPortRanges(portsOf('f')) },
          { reason: 'reset', ports: formatPortRanges(portsOf('c')) },
        ],
      };
      const rest: HostOutcome = {
        ...plain,
        extraports: [
          plain.extraports[0]!,
          {
            reason: 'reset',
            get ports(): string {
              throw new Error('It was written out.');
            },
          },
        ],
        rest: { run: 1, of: asked },
      };
      const [long, short] = [plain, rest].map((outcome) => {
        const { layer } = new OutcomeReader().read(outcome, new AskedPorts(asked));
        const reader = new LayerReader(layer);
        return letters.map((_, port) => reader.at(port));
      });
      expect(short).toEqual(long);
    }),
  );
});
