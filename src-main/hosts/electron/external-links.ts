/** The only addresses outside the app that it hands to the system's browser. */

export const TCP_STANDARD = 'https://www.rfc-editor.org/rfc/rfc9293.html';

const externalLinks: ReadonlySet<string> = new Set([TCP_STANDARD]);

/** True for an address on the list, letter for letter, and https. */
export function isExternalLink(address: string): boolean {
  return address.startsWith('https://') && externalLinks.has(address);
}
