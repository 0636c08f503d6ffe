/** Portolan's command line as a whole process, keeping the run in its history as it always does. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { readReport } from '../../helpers/report.ts';
import { programFile } from '../../helpers/repository.ts';
import { readRanges, type ToldHost } from '../lab-truth.ts';
import type { Contender, ScanTask, Told } from './contender.ts';

/** `folder`: for history and reports; `dialer`: undefined leaves the choice to Portolan. */
export function portolan(task: ScanTask, folder: string, dialer: string | undefined): Contender {
  const output = path.join(folder, 'portolan.json');
  const flags = [
    ...(task.discovery ? [] : ['-Pn']),
    '-n',
    `-${task.timing}`,
    ...(dialer === undefined ? [] : ['--dialer', dialer]),
  ];
  return {
    name: 'Portolan',
    role: 'ours',
    command: (round) => ({
      command: process.execPath,
      args: [
        programFile('cli'),
        'scan',
        ...task.targets,
        '-p',
        task.ports,
        ...flags,
        '--seed',
        String(round + 1),
        '-oJ',
        output,
      ],
      env: { PORTOLAN_DATA_DIR: folder },
    }),
    read: async () => toldBy(readReport(JSON.parse(await readFile(output, 'utf8')))),
  };
}

function toldBy(report: ScanReport): Told {
  const hosts = report.hosts.map((host): ToldHost => ({
    address: host.address,
    isUp: host.status === 'up',
    ports: [
      ...host.ports.map(({ state, reason, port }) => ({
        state,
        reason,
        ranges: [[port, port] as const],
      })),
      ...host.extraports.map(({ state, reason, ports }) => ({ state, reason, ranges: readRanges(ports) })),
    ],
  }));
  return {
    hosts,
    knowledge: report.scanner.dialer === 'epoll' ? 'epoll' : 'portable',
    tells: 'every-port',
  };
}
