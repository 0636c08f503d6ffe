/**
 * Is anyone there? A handshake that completes or is refused proves a host; silence proves nothing.
 *
 * The ports are those that machines of the common kinds answer or refuse even behind their own firewall: web servers,
 * routers, printers and cameras (443, 80, 8080), Unix and network gear (22), Windows (445, 3389). A host without a
 * firewall refuses any of them, which is as good. Where few ports are scanned, those are asked too.
 */

export const COMMON_PORTS: ReadonlySet<number> = new Set([443, 80, 22, 445, 3389, 8080]);
const FEW_PORTS = 4;

/** The ports that discovery asks in a scan of `ports`. */
export function discoveryPorts(ports: Uint16Array): Uint16Array<ArrayBuffer> {
  const asked = ports.length <= FEW_PORTS ? ports : [];
  return Uint16Array.from(new Set([...COMMON_PORTS, ...asked]));
}
