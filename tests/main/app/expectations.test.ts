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

async function scan(targets = ['10.0.0.1-2']): Promise<string> {
  const { scanId } = await opened.call('scan.start', { options: { targets, ports: 'ssh,80,443' } });
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

describe('the file', () => {
  it('is kept as it was typed, wrong or not, and is no setting', async () => {
    const scanId = await scan();
    const { seriesId, ...nothing } = await opened.call('expect.recall', { scanId });
    expect(nothing).toEqual({ text: null, isOwn: false });
    const settings = await opened.call('settings.get', {});
    await opened.call('expect.keep', { seriesId, text: 'version: 1\n\thosts: "' });
    await opened.app.close();
    opened = await open();
    expect(await opened.call('expect.recall', { scanId })).toEqual({
      seriesId,
      text: 'version: 1\n\thosts: "',
      isOwn: true,
    });
    expect(await opened.call('settings.get', {})).toEqual(settings);
  });

  it('is that of the series; one without its own begins with the one used last, of whatever', async () => {
    const [first, again, other] = [await scan(), await scan(), await scan(['10.0.9.1'])];
    const { seriesId } = await opened.call('expect.recall', { scanId: first });
    await opened.call('expect.keep', { seriesId, text: 'office' });
    expect(await opened.call('expect.recall', { scanId: again })).toMatchObject({ seriesId, text: 'office' });
    const guests = await opened.call('expect.recall', { scanId: other });
    expect(guests).toMatchObject({ text: 'office', isOwn: false });
    expect(guests.seriesId).not.toBe(seriesId);

    await opened.call('expect.keep', { seriesId: guests.seriesId, text: 'guests' });
    await opened.call('expect.keep', { seriesId: null, text: 'a file' });
    await opened.call('expect.keep', { seriesId, text: ' ' });
    expect(await opened.call('expect.recall', { scanId: other })).toMatchObject({
      text: 'guests',
      isOwn: true,
    });
    expect(await opened.call('expect.recall', { scanId: first })).toMatchObject({ text: ' ', isOwn: true });
    const third = await scan(['10.0.9.2']);
    expect(await opened.call('expect.recall', { scanId: third })).toMatchObject({
      text: 'a file',
      isOwn: false,
    });
    await expect(opened.call('expect.recall', { scanId: 'none' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is handed over as a file', async () => {
    expect(await opened.call('expect.save', { text: 'version: 1\n' })).toMatchObject({ kind: 'saved' });
    expect(opened.delivered).toEqual([{ fileName: 'expectations.yaml', text: 'version: 1\n' }]);
  });
});
