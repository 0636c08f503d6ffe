/** nmap's connect scan, run as it comes; its verdicts are read from its XML. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { portStateSchema } from '../../../src-shared/scan/port-state.ts';
import { readRanges, type ToldHost, type ToldPorts } from '../lab-truth.ts';
import type { Contender, ScanTask } from './contender.ts';

/** `--unprivileged`: discovery by connections too, as for everyone who is not root. */
export function nmap(program: string, task: ScanTask, folder: string): Contender {
  const output = path.join(folder, 'nmap.xml');
  const flags = ['-sT', '--unprivileged', ...(task.discovery ? [] : ['-Pn']), '-n', `-${task.timing}`];
  return {
    name: 'nmap',
    role: 'peer',
    command: () => ({ command: program, args: [...flags, '-p', task.ports, '-oX', output, ...task.targets] }),
    read: async () => ({
      hosts: readNmapXml(await readFile(output, 'utf8')),
      knowledge: 'states-only',
      tells: 'every-port',
    }),
  };
}

/** Only what nmap itself writes has to be read here: attributes in double quotes, nothing nested in an odd way. */
export function readNmapXml(xml: string): ToldHost[] {
  return [...xml.matchAll(/<host [\s\S]*?<\/host>/g)].map(([host]) => {
    const [, address = ''] = /<address addr="([^"]+)" addrtype="ipv[46]"/.exec(host) ?? [];
    // "user-set": taken for up because discovery was not wanted.
    const isUp = /<status state="up" reason="(?!user-set)/.test(host);
    return { address, isUp, ports: [...singlePorts(host), ...extraPorts(host)] };
  });
}

function singlePorts(host: string): ToldPorts[] {
  const ports = host.matchAll(/<port protocol="tcp" portid="(\d+)"><state state="([^"]+)" reason="([^"]+)"/g);
  return [...ports].map(([, port, state, reason = '']) => ({
    state: portStateSchema.parse(state),
    reason,
    ranges: [[Number(port), Number(port)]],
  }));
}

function extraPorts(host: string): ToldPorts[] {
  return [...host.matchAll(/<extraports state="([^"]+)"[\s\S]*?<\/extraports>/g)].flatMap(([group, state]) =>
    [...group.matchAll(/<extrareasons reason="([^"]+)"[^>]* ports="([^"]+)"/g)].map(
      ([, reason = '', ports = '']): ToldPorts => ({
        state: portStateSchema.parse(state),
        reason,
        ranges: readRanges(ports),
      }),
    ),
  );
}
