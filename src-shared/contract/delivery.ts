/** What became of a file that was handed to a person. */
import { z } from 'zod';

/** Desktop: the person chose a place (or not). Web: an address of this server that yields the file once. */
export const deliverySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('saved'), path: z.string() }),
  z.strictObject({ kind: z.literal('download'), url: z.string(), fileName: z.string() }),
  z.strictObject({ kind: z.literal('cancelled') }),
]);
export type Delivery = z.infer<typeof deliverySchema>;
