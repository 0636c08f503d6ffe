/**
 * Who may come in. A key of 256 random bits stands in the address that the program prints; it is exchanged for a cookie
 * that scripts cannot read and that no other site's request carries.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits as 43 characters of the URL-safe alphabet (RFC 4648 section 5). */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in a time that depends on neither text's content nor on where they differ. */
export function equalSecrets(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

export interface Gatekeeper {
  /** The cookie's full `Set-Cookie` line where the key is right, otherwise undefined. */
  admit(key: string): string | undefined;
  /** Whether a request's `Cookie` header belongs to someone who was admitted. */
  isAdmitted(cookieHeader: string | undefined): boolean;
  /** The key of the printed address: valid as long as the program runs. */
  readonly key: string;
  /** A key that admits once, for addresses that other users of this machine can see (a browser's command line). */
  createSingleUseKey(): string;
}

/** The cookie is named for the port: browsers share cookies between the ports of a host. */
export function createGatekeeper(port: number): Gatekeeper {
  const key = createSecret();
  const session = createSecret();
  const singleUseKeys = new Set<string>();
  const cookieName = `portolan-${port}`;

  function takeSingleUse(given: string): boolean {
    for (const candidate of singleUseKeys) {
      if (equalSecrets(given, candidate)) return singleUseKeys.delete(candidate);
    }
    return false;
  }

  return {
    key,
    admit(given) {
      if (!equalSecrets(given, key) && !takeSingleUse(given)) return undefined;
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isAdmitted(cookieHeader) {
      for (const pair of cookieHeader?.split(';') ?? []) {
        const [name, value] = pair.split('=', 2);
        if (name?.trim() === cookieName && value !== undefined && equalSecrets(value.trim(), session))
          return true;
      }
      return false;
    },
    createSingleUseKey() {
      const created = createSecret();
      singleUseKeys.add(created);
      return created;
    },
  };
}
