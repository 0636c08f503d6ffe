/** The commands of expectations: a run against a file of what should be, and such a file from a run. */
import { z } from 'zod';
import { checkResultSchema } from '../scan/expect/expect-finding.ts';
import { expectProblemSchema } from '../scan/expect/expectations.ts';
import { command } from './define.ts';
import { deliverySchema } from './delivery.ts';
import { seriesIdSchema } from './run-series.ts';

const scanId = z.string().min(1).max(64);
/** More than is read, so that a person hears why, and less than a message holds. */
const fileText = z.string().max(300_000);

export const expectCommands = {
  /** Either the file is wrong, or there is a result. */
  'expect.check': command(
    z.strictObject({ scanId, text: fileText }),
    z.strictObject({
      problems: z.array(expectProblemSchema).max(100),
      result: checkResultSchema.nullable(),
    }),
  ),
  /** The file that the run agrees with: "this is how it should be". */
  'expect.write': command(z.strictObject({ scanId }), z.strictObject({ text: fileText })),
  /** Hands the text over as a file, as it stands. */
  'expect.save': command(z.strictObject({ text: fileText }), deliverySchema),
  /** The text of the series that a run belongs to; until it has one of its own, the one that was used last, of whatever. */
  'expect.recall': command(
    z.strictObject({ scanId }),
    z.strictObject({
      seriesId: seriesIdSchema,
      /** Null: nothing was ever kept. */
      text: fileText.nullable(),
      isOwn: z.boolean(),
    }),
  ),
  /** Keeps a series' text, which is then the one used last, too; null: that alone. */
  'expect.keep': command(
    z.strictObject({ seriesId: seriesIdSchema.nullable(), text: fileText }),
    z.strictObject({}),
  ),
} as const;
