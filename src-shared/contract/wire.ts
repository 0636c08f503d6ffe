/** The messages on the wire between a client and the core, and errors as data. */
import { z } from 'zod';

/** No message of a client may be larger, in bytes of its JSON in UTF-8; the web socket's frame limit. */
export const MAX_MESSAGE_LENGTH = 1_048_576;

export const ERROR_CODES = [
  /** The input is wrong; `fields` says where. */
  'invalid-input',
  /** The thing named is not there (any more). */
  'not-found',
  /** Public targets: ask the person, then call again with the confirmation. */
  'needs-confirmation',
  /** It cannot be done in this state: pausing a finished scan. */
  'wrong-state',
  'cancelled',
  /** The disk, the database, the operating system said no. */
  'unavailable',
  /** The connection to the core is gone. */
  'disconnected',
  /** Our fault. */
  'internal',
] as const;
export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What is wrong in a field: where in its text, and what would be right. `start`/`end` are UTF-16 offsets. */
export const fieldProblemSchema = z.strictObject({
  field: z.string().max(64),
  message: z.string().max(1_024),
  start: z.number().int().nonnegative().optional(),
  end: z.number().int().nonnegative().optional(),
  example: z.string().max(256).optional(),
});
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

export const wireErrorSchema = z.strictObject({
  code: errorCodeSchema,
  /** One sentence for a person: what is wrong, where, what to do. */
  message: z.string().max(4_096),
  fields: z.array(fieldProblemSchema).max(100).optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

const callId = z.number().int().nonnegative();
const dottedName = z.string().max(64);

export const clientMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id: callId, name: dottedName, input: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id: callId }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

export const serverMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id: callId, value: z.unknown() }),
  z.strictObject({ kind: z.literal('error'), id: callId, error: wireErrorSchema }),
  z.strictObject({ kind: z.literal('event'), name: dottedName, payload: z.unknown() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** An error that a person is meant to read; its code crosses every transport. Anything else becomes `internal`. */
export class PortolanError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: readonly FieldProblem[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PortolanError';
    this.code = code;
    this.fields = options.fields ?? [];
  }

  toWire(): WireError {
    const wire = { code: this.code, message: this.message.slice(0, 4_096) };
    return this.fields.length > 0 ? { ...wire, fields: this.fields.slice(0, 100) } : wire;
  }
}
