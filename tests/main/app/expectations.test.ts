/** Expectations as the window asks for them: a run against a file, a file from a run, and the file that is kept. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

let folder: TempFolder;
let opened: OpenedApp;

async function open(): Promise<OpenedApp> {
  return await openApp(folder.path, {
    engine: createFakeEngine({ answer: (_address, port) => (port < 81 ? 'syn-ack' : 'reset') }),
  });
}

beforeEach(async () => {
  folder = await createTempFolder();
  opened = await open();
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

async function scan(): Promise<string> {
  const { scanId } = await opened.call('scan.start', {
    options: { targets: ['10.0.0.1-2'], ports: 'ssh,80,443' },
  });
  await settle();
  return scanId;
}

describe('a run and a file', () => {
  it('are told apart where they differ', async () => {
    const scanId = await scan();
    const text = 'version: 1\nhosts:\n  - match: any\n    open: { must: https, may: ssh }\n';
    const { problems } = await opened.call('expect.check', { scanId, text });
    expect(problems.map(({ place, message }) => [place.line, place.column, message])).toEqual([
      [4, 19, "'https' is not a service that the IANA registry has on TCP. Example: http,ssh"],
    ]);
    const mended = await opened.call('expect.check', { scanId, text: text.replace('https', '443') });
    expect(mended.problems).toEqual([]);
    expect(mended.result).toMatchObject({
      verdict: 'not-agreed',
      headline: '2 ports open that should not be, 2 missing',
      hosts: 2,
      ports: 6,
    });
  });

  it('agree where the one was written from the other', async () => {
    const scanId = await scan();
    const { text } = await opened.call('expect.write', { scanId });
    expect(text).toContain('must: [22, 80] # ssh, http');
    const { result } = await opened.call('expect.check', { scanId, text });
    expect(result).toMatchObject({ verdict: 'agreed', findings: [] });
  });

  it('a run that is not there is said to be so', async () => {
    for (const call of [
      opened.call('expect.check', { scanId: 'none', text: '' }),
      opened.call('expect.write', { scanId: 'none' }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('the last file', () => {
  it('is kept as it was typed, wrong or not, and is no setting', async () => {
    expect(await opened.call('expect.recall', {})).toEqual({ text: null });
    const settings = await opened.call('settings.get', {});
    await opened.call('expect.keep', { text: 'version: 1\n\thosts: "' });
    await opened.app.close();
    opened = await open();
    expect(await opened.call('expect.recall', {})).toEqual({ text: 'version: 1\n\thosts: "' });
    expect(await opened.call('settings.get', {})).toEqual(settings);
  });

  it('is handed over as a file', async () => {
    expect(await opened.call('expect.save', { text: 'version: 1\n' })).toMatchObject({ kind: 'saved' });
    expect(opened.delivered).toEqual([{ fileName: 'expectations.yaml', text: 'version: 1\n' }]);
  });
});
