/** A real program that writes to a history as a scan does, among others that do the same. Prints "ok". */
import path from 'node:path';
import { openDatabase } from '../../../../src-main/store/database.ts';
import { createRunRepository } from '../../../../src-main/store/run-repository.ts';

const [folder = '', name = '', runs = '0'] = process.argv.slice(2);
const database = openDatabase(path.join(folder, 'history.db'));
const repository = createRunRepository(database, Date.now);
const totals = {
  elapsedMs: 1,
  probesSent: 1,
  retries: 0,
  lossRate: null,
  ports: { open: 0, closed: 50, filtered: 0 },
  hosts: { up: 1, down: 0 },
};
for (let run = 0; run < Number(runs); run++) {
  const id = `${name}-${run}`;
  repository.begin({
    id,
    startedAt: new Date().toISOString(),
    scanner: { name: 'test', version: '', dialer: '', platform: '' },
    options: { targets: [name], exclude: [], ports: '1-50', timing: 'T3', discovery: true, seed: 1 },
    plan: '{}',
    hostsTotal: 1,
    portsPerHost: 50,
  });
  const host = {
    position: 0,
    address: '10.0.0.1',
    names: [],
    status: 'up',
    reason: 'reset',
    srttMs: 1,
  } as const;
  const extraports = [{ state: 'closed', reason: 'reset', count: 50, ports: '1-50' }] as const;
  const nothing = { heads: [], verdicts: [], finished: [], warnings: [], totals };
  repository.commit(id, { ...nothing, heads: [{ ...host, names: [] }] });
  repository.markInterrupted();
  repository.list({ text: name, offset: 0, limit: 10 });
  repository.commit(
    id,
    { ...nothing, finished: [{ ...host, names: [], ports: [], extraports }] },
    { status: 'completed', finishedAt: new Date().toISOString(), error: null },
  );
  repository.purge();
}
database.close();
process.stdout.write('ok');
