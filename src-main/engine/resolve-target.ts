/** The only DNS: names to addresses, once, before a scan. */
import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';

/** The address to scan and the name's others, or a sentence why there is none. */
export type ResolvedName =
  { readonly address: string; readonly others: string[] } | { readonly error: string };

/** Resolves to all addresses of a name, in the system's order; rejects with an error that carries Node's `code`. */
export type LookUp = (name: string) => Promise<readonly string[]>;

/** The system's resolver blocks one of four threads that file access needs too. */
const AT_ONCE = 3;

const systemLookUp: LookUp = async (name) =>
  (await lookup(name, { all: true, order: 'verbatim' })).map(({ address }) => address);

/**
 * Resolves each name once (hosts file and DNS, as every program here does). A name without an address gets an error and
 * hinders no other. Of several addresses the first of the preferred family is scanned. Rejects only when `signal` aborts.
 */
export async function resolveNames(
  names: readonly string[],
  o: { preferIpv6: boolean; signal?: AbortSignal; lookUp?: LookUp },
): Promise<Map<string, ResolvedName>> {
  const lookUp = o.lookUp ?? systemLookUp;
  const waiting = [...new Set(names)];
  const resolved = new Map<string, ResolvedName>(
    waiting.map((name) => [name, { error: `"${name}" was not looked up.` }]),
  );
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      o.signal?.throwIfAborted();
      resolved.set(name, await resolveOne(name, lookUp, o.preferIpv6));
    }
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, work));
  await (o.signal ? Promise.race([all, aborted(o.signal)]) : all);
  return resolved;
}

async function resolveOne(name: string, lookUp: LookUp, preferIpv6: boolean): Promise<ResolvedName> {
  try {
    const found = [...new Set(await lookUp(name))];
    const addresses = found.filter((each) => !isLinkLocal(each));
    const address = addresses.find((each) => isIPv6(each) === preferIpv6) ?? addresses[0];
    if (address === undefined) return { error: sentenceWithout(name, found) };
    return { address, others: addresses.filter((each) => each !== address) };
  } catch (error) {
    return { error: sentenceFor(name, error) };
  }
}

/** fe80::/10, RFC 4291 section 2.5.6: it means nothing without its link, and scans have none. */
function isLinkLocal(address: string): boolean {
  return /^fe[89ab][\da-f]:/i.test(address);
}

function sentenceWithout(name: string, [linkLocal]: readonly string[]): string {
  if (linkLocal === undefined) return `"${name}" has no address.`;
  return `"${name}" has only an address on one link (${linkLocal}), which cannot be scanned yet: give a global one.`;
}

function sentenceFor(name: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'ENODATA') {
    return `"${name}" does not resolve to an address: check the spelling, or give its address.`;
  }
  if (code === 'EAI_AGAIN' || code === 'ETIMEOUT' || code === 'ECONNREFUSED') {
    return `"${name}" could not be looked up because no name server answered: check the network, or give its address.`;
  }
  return `"${name}" could not be looked up (${code || String(error)}): check it, or give its address.`;
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
