/**
 * All 65,536 ports of a host as one byte each, and as a short text for the wire: what a map of them is painted from.
 * The text names each run of equal codes once ("a1b1023f"), so that a host takes some dozen characters as a rule and never
 * more than 65,536.
 */
import {
  codeOfReason,
  reasonOfCode,
  REASONS,
  stateOfReason,
  type PortState,
  type Reason,
} from './port-state.ts';

export const ALL_PORTS = 65_536;

/** Nobody asked. Not the same as closed. */
export const NOT_ASKED = 0;
/** Asked, and no verdict (yet). */
export const NO_VERDICT = 1;
const FIRST_REASON = 2;
/** Codes are 0 to one less than this. */
export const PORT_CODES = FIRST_REASON + REASONS.length;

/** Wire letters, "a" for code 0: no digit among them. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.slice(0, PORT_CODES);
const PATTERN = new RegExp(`([${LETTERS.at(0)}-${LETTERS.at(-1)}])([1-9]\\d{0,4})?`, 'y');

/** The code of a verdict's reason. */
export function codeOfVerdict(reason: Reason): number {
  return FIRST_REASON + codeOfReason(reason);
}

/** The reason behind a code; null where there is no verdict. */
export function reasonOfPort(code: number): Reason | null {
  return code < FIRST_REASON ? null : reasonOfCode(code - FIRST_REASON);
}

/** What a code is shown as; `unknown` and `not-scanned` are two different things. */
export function stateOfPort(code: number): PortState | 'unknown' | 'not-scanned' {
  const reason = reasonOfPort(code);
  if (reason !== null) return stateOfReason(reason);
  return code === NOT_ASKED ? 'not-scanned' : 'unknown';
}

/** Codes of all ports as text. Throws RangeError on a code that is none. */
export function encodePortCodes(codes: Uint8Array): string {
  const parts: string[] = [];
  for (let port = 0; port < codes.length;) {
    const letter = LETTERS[codes[port]!];
    if (letter === undefined) throw new RangeError(`${codes[port]} is not a port code (0-${PORT_CODES - 1})`);
    const first = port;
    while (++port < codes.length && codes[port] === codes[first]);
    parts.push(port - first === 1 ? letter : letter + (port - first));
  }
  return parts.join('');
}

/** Reads what {@link encodePortCodes} wrote of 65,536 ports. Throws RangeError on anything else. */
export function decodePortCodes(text: string): Uint8Array {
  const codes = new Uint8Array(ALL_PORTS);
  const pattern = new RegExp(PATTERN);
  let port = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new RangeError(`Port codes cannot be read at ${at}: "${text.slice(at, at + 8)}"`);
    const end = port + Number(match[2] ?? 1);
    if (end > ALL_PORTS) throw new RangeError(`Port codes go on after port ${ALL_PORTS - 1}`);
    codes.fill(LETTERS.indexOf(match[1]!), port, end);
    port = end;
  }
  if (port !== ALL_PORTS) throw new RangeError(`Port codes end at port ${port}`);
  return codes;
}
