import { describe, expect, it } from 'vitest';
import { filterLines, hasManyLines } from '../../../../src-renderer/screens/series/filter-lines.ts';
import {
  lineName,
  linesOfHosts,
  linesOfPorts,
} from '../../../../src-renderer/screens/series/series-lines.ts';
import { officeTimeline, sampleTimeline } from '../../sample-timeline.ts';

const timeline = officeTimeline();
const ports = linesOfPorts(timeline);
const hosts = linesOfHosts(timeline);
const portsWith = (text: string) => filterLines(ports, text, timeline).map(lineName);
const hostsWith = (text: string) => filterLines(hosts, text, timeline).map(lineName);

describe('a typed text', () => {
  it('leaves everything while it is empty, the same array', () => {
    expect(filterLines(ports, ' ', timeline)).toBe(ports);
    expect(hasManyLines(timeline)).toBe(true);
    expect(hasManyLines(sampleTimeline({ ports: [{ address: '10.0.0.1', port: 80, strip: 'oc' }] }))).toBe(
      false,
    );
  });

  it('is found in addresses, names, services and the beginnings of port numbers, in any order and case', () => {
    expect(portsWith('db-primary')).toEqual([
      'db-primary.lan 5432',
      'db-primary.lan 6379',
      'db-primary.lan 9187',
    ]);
    expect(portsWith('10.66.4.5')).toHaveLength(3);
    expect(portsWith('REDIS')).toEqual(['db-primary.lan 6379']);
    expect(portsWith('91')).toEqual(['db-primary.lan 9187', 'hv-01.lan 9100']);
    expect(portsWith('91 hv')).toEqual(['hv-01.lan 9100']);
    expect(portsWith('hv 91 nothing')).toEqual([]);
  });

  it('takes numbers alone for ports, though every address has some in it', () => {
    expect(portsWith('66')).toEqual([]);
    expect(hostsWith('66')).toEqual([]);
    // In a name they are found.
    expect(portsWith('01 2375')).toEqual(['build-01.lan 2375']);
  });

  it('leaves a host for one of its ports that has all of it', () => {
    expect(hostsWith('redis')).toEqual(['db-primary.lan']);
    expect(hostsWith('80')).toEqual(['build-01.lan', 'cam-door.lan']);
    // Of different ports: of none.
    expect(hostsWith('redis 5432')).toEqual([]);
    expect(hostsWith('mail')).toEqual(['mail.lan']);
  });

  it('finds a port within those that one line stands for', () => {
    const [line] = linesOfPorts(
      sampleTimeline({ ports: [{ address: '10.0.0.1', port: 1024, strip: 'fc' }] }),
    );
    if (!line?.port) throw new Error('no line');
    const many = { ...line, port: { ...line.port, group: { lastPort: 2048, count: 1025 } } };
    const left = (text: string) => filterLines([many], text, { ports: [many.port] }).length;
    expect([left('1023'), left('1024'), left('1500'), left('2048'), left('2049')]).toEqual([0, 1, 1, 1, 0]);
  });
});
