import { expect, it } from 'vitest';
import type { z } from 'zod';
import { scanMatrixSchema, MAX_MATRIX_PORTS } from '../../../src-shared/scan/scan-matrix.ts';
import type { Reason } from '../../../src-shared/scan/port-state.ts';
import type { rowFilterSchema } from '../../../src-shared/scan/scan-row.ts';
import { createTempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine } from './fake-engine.ts';
import { openApp, settle } from './open-app.ts';

/** The matrix of a run that answers so, after it went through service and store. */
async function matrixOf(
  targets: string,
  ports: string,
  answer: (address: string, port: number) => Reason,
  filter: z.input<typeof rowFilterSchema> = {},
) {
  const folder = await createTempFolder();
  const opened = await openApp(folder.path, { engine: createFakeEngine({ answer }) });
  try {
    const { scanId } = await opened.call('scan.start', { options: { targets: [targets], ports } });
    await settle();
    return await opened.call('scan.matrix', { scanId, filter });
  } finally {
    await opened.app.close();
    await folder.dispose();
  }
}

it('has the ports that are open or out of the ordinary anywhere, and every host state of them', async () => {
  const matrix = await matrixOf('10.0.0.1-3', '1-200', (address, port) => {
    if (port === 80 && address !== '10.0.0.3') return 'syn-ack';
    if (port === 25 && address === '10.0.0.2') return 'no-response';
    return address === '10.0.0.3' ? 'no-response' : 'reset';
  });
  expect(matrix.ports).toEqual([25, 80]);
  expect(matrix.hosts.map(({ address, cells }) => [address, cells])).toEqual([
    ['10.0.0.1', 'co'],
    ['10.0.0.2', 'fo'],
    ['10.0.0.3', 'ff'],
  ]);
  expect([matrix.moreHosts, matrix.morePorts]).toEqual([0, 0]);
});

it('keeps open ports where there are more exceptions than columns, and says how many are left out', async () => {
  const matrix = await matrixOf('10.0.0.1-2', '1-1000', (address, port) => {
    if (address === '10.0.0.1') return port > 700 && port % 2 === 0 ? 'syn-ack' : 'reset';
    return port <= 700 && port % 5 === 0 ? 'syn-ack' : 'reset';
  });
  scanMatrixSchema.parse(matrix);
  expect(matrix.ports).toHaveLength(MAX_MATRIX_PORTS);
  expect(matrix.morePorts).toBe(150 + 140 - MAX_MATRIX_PORTS);
});

it('follows a filter: the hosts where something matches, the ports that do, and what is there on all of them', async () => {
  const answer = (address: string, port: number): Reason => {
    if (port === 80 && address !== '10.0.0.3') return 'syn-ack';
    if (port === 25 && address === '10.0.0.2') return 'no-response';
    return 'reset';
  };
  const cellsOf = async (filter: z.input<typeof rowFilterSchema>) => {
    const { ports, hosts } = await matrixOf('10.0.0.1-3', '1-200', answer, filter);
    return { ports, hosts: Object.fromEntries(hosts.map(({ address, cells }) => [address, cells])) };
  };
  expect(await cellsOf({ states: ['open'] })).toEqual({
    ports: [80],
    hosts: { '10.0.0.1': 'o', '10.0.0.2': 'o' },
  });
  expect(await cellsOf({ reasons: ['no-response'] })).toEqual({ ports: [25], hosts: { '10.0.0.2': 'f' } });
  // A port that is summed up everywhere is a column where it is asked for.
  expect(await cellsOf({ text: '80 closed' })).toEqual({ ports: [80], hosts: { '10.0.0.3': 'c' } });
  expect(await cellsOf({ hosts: ['10.0.0.2', '10.0.0.3'] })).toEqual({
    ports: [25, 80],
    hosts: { '10.0.0.2': 'fo', '10.0.0.3': 'cc' },
  });
  expect(await cellsOf({ services: ['http'], hosts: ['10.0.0.3'] })).toEqual({
    ports: [80],
    hosts: { '10.0.0.3': 'c' },
  });
  expect(await cellsOf({ text: 'nothing' })).toEqual({ ports: [], hosts: {} });
});
