/**
 * Reads nmap's XML, as `nmap -oX` writes it, from anywhere: a stranger's file is refused with the place of its first
 * fault. Only TCP ports and only states that nmap claims for certain are taken over; what it does not tell is left open.
 */
import { createHash } from 'node:crypto';
import { MAX_PORT } from '../../src-shared/scan/port-ranges.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { quote } from '../../src-shared/scan/spec-problem.ts';
import { NmapHost, type Attributes } from './nmap-host.ts';
import {
  rangesOfFlags,
  readCount,
  readPortList,
  readSeconds,
  readTime,
  type PortRange,
} from './nmap-numbers.ts';
import { findTwice, placeCounted } from './nmap-ports.ts';
import { reportOfNmap } from './nmap-report.ts';
import type { NmapRun } from './nmap-run.ts';
import { ReportError } from './report-error.ts';
import { readXml, type FailHere, type XmlListener } from './xml-events.ts';

/** More hosts than a report is read with; a file with more is to be split. */
export const MAX_HOSTS = 262_144;
/** Ranges of ports, all hosts together: they are held in memory. */
const MAX_RANGES = 4_000_000;
const MAX_SKIPPED = 10_000;
const MAX_ARGS = 4 * 1_048_576;

/** Throws {@link ReportError} with the line and column of the first fault. */
export function readNmapXml(text: string): ScanReport {
  const reader = new NmapReader();
  const end = readXml(text, reader);
  const { run } = reader;
  if (run === null) throw new ReportError('The XML report holds no scan.');
  return reportOfNmap(
    { ...run, end: end === 'cut' ? null : run.end },
    createHash('sha256').update(text).digest('hex'),
  );
}

class NmapReader implements XmlListener {
  run: NmapRun | null = null;
  readonly #path: string[] = [];
  #host: NmapHost | null = null;
  #asked: PortRange[] | null = null;
  #ranges = 0;

  open(name: string, attributes: Attributes, fail: FailHere): void {
    const depth = this.#path.push(name);
    if (this.run === null) this.run = startOf(name, attributes, fail);
    else if (depth === 2) this.#openChild(name, attributes, this.run, fail);
    else if (this.#path[1] === 'host') this.#host?.open(this.#path.slice(2).join('/'), attributes, fail);
    else if (depth === 3 && this.#path[1] === 'runstats') readEnd(name, attributes, this.run, fail);
  }

  close(name: string, fail: FailHere): void {
    const path = this.#path.slice(2).join('/');
    this.#path.pop();
    if (this.#path.length === 1 && name === 'host' && this.#host && this.run) {
      this.#endHost(this.#host, this.run, fail);
      this.#host = null;
    } else this.#host?.close(path, fail);
  }

  #openChild(name: string, attributes: Attributes, run: NmapRun, fail: FailHere): void {
    if (name === 'scaninfo') {
      if (attributes['protocol'] !== 'tcp') return;
      const ranges = readPortList(attributes['services'] ?? '', 'services', fail);
      for (const [first, last] of ranges) run.asked.fill(1, first, last + 1);
    } else if (name === 'target') {
      const { specification = '', status } = attributes;
      if (status !== 'skipped') return;
      run.skipped.add(specification.slice(0, 255));
      if (run.skipped.size > MAX_SKIPPED) fail(`it skips more than ${MAX_SKIPPED} targets`);
    } else if (name === 'host') {
      // Nmap tells what it asks before the first host.
      this.#asked ??= rangesOfFlags(run.asked);
      this.#host = new NmapHost(attributes);
      const { endtime } = attributes;
      if (endtime !== undefined) run.lastEnd = Math.max(run.lastEnd, readSeconds(endtime, 'endtime', fail));
    }
  }

  #endHost(host: NmapHost, run: NmapRun, fail: FailHere): void {
    if (host.address === null) return fail('the host has no address');
    const { address } = host;
    if (!['up', 'down', 'unknown', 'skipped', null].includes(host.state))
      fail(`${quote(host.state ?? '')} is not a state of a host`);
    run.unnamedPorts += placeCounted(host, this.#asked ?? []);
    const twice = findTwice(host.told);
    if (twice !== null) fail(`port ${twice} of ${address} stands there twice`);
    if (host.state === 'up') run.listedUp++;
    const known = run.hosts.get(address);
    if (known) {
      run.toldTwice.add(address);
      known.lookAgain(host);
    } else run.hosts.set(address, host);
    this.#ranges += host.told.length;
    if (this.#ranges > MAX_RANGES) fail(`it holds more than ${MAX_RANGES} ranges of ports: split it`);
    if (run.hosts.size > MAX_HOSTS) fail(`it holds more than ${MAX_HOSTS} hosts: split it`);
  }
}

function startOf(name: string, attributes: Attributes, fail: FailHere): NmapRun {
  if (name !== 'nmaprun')
    fail(`it begins with <${name.slice(0, 40)}>, not with <nmaprun>: it is not nmap's report`);
  const { scanner = 'nmap', version = '', args = '', start } = attributes;
  if (args.length > MAX_ARGS) fail('args is longer than any command line');
  return {
    scanner: scanner.slice(0, 64),
    version: version.slice(0, 64),
    args,
    startedAt: readTime(start, 'start', fail),
    asked: new Uint8Array(MAX_PORT + 1),
    skipped: new Set(),
    hosts: new Map(),
    toldTwice: new Set(),
    unnamedPorts: 0,
    listedUp: 0,
    lastEnd: 0,
    end: null,
    counts: null,
  };
}

function readEnd(name: string, attributes: Attributes, run: NmapRun, fail: FailHere): void {
  if (name === 'finished') {
    const { elapsed = '0', exit, errormsg = '' } = attributes;
    if (!/^\d{1,12}(?:\.\d{1,9})?$/.test(elapsed))
      fail(`elapsed is a number of seconds, not ${quote(elapsed)}`);
    run.end = {
      finishedAt: readTime(attributes['time'], 'time', fail),
      elapsedMs: Number(elapsed) * 1_000,
      error: exit === 'error' ? errormsg.slice(0, 1_024) : null,
    };
  } else if (name === 'hosts') {
    run.counts = {
      up: readCount(attributes['up'], 'up', 2 ** 32, fail),
      total: readCount(attributes['total'], 'total', 2 ** 32, fail),
    };
  }
}
