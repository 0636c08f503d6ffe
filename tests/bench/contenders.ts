/** The programs that are measured: how each is started, and how its verdicts are read. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runChild } from '../helpers/child.ts';
import { readReport } from '../helpers/report.ts';
import { programFile } from '../helpers/repository.ts';

export interface Run {
  /** From before the process is started until it has ended. */
  readonly wallMs: number;
  /** Ascending. */
  readonly openPorts: readonly number[];
  readonly closed: number;
}

export interface Contender {
  readonly name: string;
  run(): Promise<Run>;
}

/** Portolan's command line, keeping the run in its history as it always does. */
export function portolanRun(folder: string): Contender {
  const output = path.join(folder, 'portolan.json');
  const command = [programFile('cli'), 'scan', '127.0.0.1', '-p', '1-65535', '-Pn', '-n', '-oJ', output];
  return {
    name: 'portolan',
    run: async () => {
      const wallMs = await timed(process.execPath, command, { PORTOLAN_DATA_DIR: folder });
      const report = readReport(JSON.parse(await readFile(output, 'utf8')));
      const [host] = report.hosts;
      return {
        wallMs,
        openPorts: (host?.ports ?? []).filter((port) => port.state === 'open').map((port) => port.port),
        closed: report.stats.ports.closed,
      };
    },
  };
}

/** `nmap -sT -Pn -n -p-`, its verdicts read from the grepable output. */
export function nmapRun(program: string, folder: string): Contender {
  const output = path.join(folder, 'nmap.gnmap');
  return {
    name: 'nmap',
    run: async () => {
      const wallMs = await timed(program, ['-sT', '-Pn', '-n', '-p-', '-oG', output, '127.0.0.1'], {});
      const text = await readFile(output, 'utf8');
      return {
        wallMs,
        openPorts: [...text.matchAll(/(\d+)\/open\/tcp/g)].map((match) => Number(match[1])),
        closed: Number(/Ignored State: closed \((\d+)\)/.exec(text)?.[1] ?? 0),
      };
    },
  };
}

async function timed(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  const result = await runChild(command, args, { env: { ...process.env, ...env }, timeoutMs: 600_000 });
  const wallMs = performance.now() - start;
  if (result.code !== 0) throw new Error(`${command}: code ${result.code}, ${result.stderr.slice(0, 1_000)}`);
  return wallMs;
}
