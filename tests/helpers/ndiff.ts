/** Nmap's own comparison of two files, run as a peer: its XML, read by saxes alone. */
import { SaxesParser } from 'saxes';
import { runChild } from './child.ts';

export interface PeerDiff {
  /** 0: the same; 1: different; 2: it could not tell. */
  readonly code: number | null;
  /** "address port" -> state before and after; undefined where a file does not list the port. */
  readonly ports: ReadonlyMap<string, PeerChange>;
  /** Addresses that only one of the files has. */
  readonly appeared: readonly string[];
  readonly gone: readonly string[];
}

export interface PeerChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export async function runNdiff(program: string, before: string, after: string): Promise<PeerDiff> {
  const { code, stdout, stderr } = await runChild(program, ['--xml', before, after]);
  if (code !== 0 && code !== 1) throw new Error(`ndiff ended with ${code}: ${stderr.slice(-500)}`);
  return { code, ...readDiff(stdout) };
}

function readDiff(text: string): Omit<PeerDiff, 'code'> {
  const ports = new Map<string, { before: string | undefined; after: string | undefined }>();
  const appeared: string[] = [];
  const gone: string[] = [];
  const path: string[] = [];
  let address = '';
  let port = '';
  const parser = new SaxesParser({ xmlns: false } as const);
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    // Where an element stands: inside of <a>, of <b>, or of both.
    const side = path.findLast((each) => each === 'a' || each === 'b');
    if (name === 'address') {
      address = attributes['addr'] ?? '';
      if (path.at(-3) === 'a') gone.push(address);
      if (path.at(-3) === 'b') appeared.push(address);
    } else if (name === 'port' && path.includes('portdiff')) {
      port = `${address} ${attributes['portid']}`;
      if (!ports.has(port)) ports.set(port, { before: undefined, after: undefined });
    } else if (name === 'state' && path.includes('portdiff')) {
      const change = ports.get(port);
      if (!change) throw new Error('ndiff tells of a state without a port.');
      if (side !== 'b') change.before = attributes['state'];
      if (side !== 'a') change.after = attributes['state'];
    }
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  return { ports, appeared, gone };
}
