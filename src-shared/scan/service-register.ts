/** Whose register the names of services in a run are from. */

/**
 * Nmap's table names some ports otherwise than IANA's register does, of which ours are: a name is compared only with one
 * from the same register, or every other port of a run of nmap's would seem to run another service.
 */
export function serviceRegister(dialer: string): 'iana' | 'nmap' {
  return dialer === 'nmap' ? 'nmap' : 'iana';
}
