/** What a page in the desktop window cannot do, were it ever hostile. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import fc from 'fast-check';
import { portolanContract } from '../../src-shared/contract/portolan-contract.ts';
import { MAX_MESSAGE_LENGTH } from '../../src-shared/contract/wire.ts';
import { expect, onEveryRuntime, test } from './desktop-test.ts';

interface Bridge {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}
// Recording every step of a browser that was joined from outside costs more than the specs themselves.
test.use({ trace: 'off' });

/** A site that counts who comes: nobody may. */
let site: Server;
let visits: string[];
let siteAddress: string;

test.beforeAll(async () => {
  visits = [];
  site = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => {
    site.listen(0, '127.0.0.1', resolve);
  });
  siteAddress = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  site.closeAllConnections();
  site.close();
});

onEveryRuntime(() => {
  test('the page gets one frozen object with two functions, and nothing of Node or Electron', async ({
    page,
  }) => {
    const found = await page.evaluate(() => {
      const bridge = Reflect.get(window, 'portolanBridge') as object;
      const names = ['require', 'module', 'process', 'Buffer', 'global', 'electron', 'ipcRenderer'];
      return {
        members: Object.keys(bridge).toSorted(),
        frozen: Object.isFrozen(bridge),
        leaked: names.filter((name) => name in window),
      };
    });
    expect(found).toEqual({ members: ['onMessage', 'post'], frozen: true, leaked: [] });
  });

  test('the page cannot leave, be it by address, link or form', async ({ page, portolan }) => {
    const before = page.url();
    await page.evaluate((address) => {
      location.href = `${address}/by-address`;
    }, siteAddress);
    await page.evaluate((address) => {
      const link = document.createElement('a');
      link.href = `${address}/by-link`;
      document.body.append(link);
      link.click();
      const form = document.createElement('form');
      form.action = `${address}/by-form`;
      document.body.append(form);
      form.submit();
    }, siteAddress);
    await expect(portolan.field('Targets')).toBeVisible();
    expect(page.url()).toBe(before);
    expect(visits).toEqual([]);
    // The policy said so when it blocked the form.
    portolan.faults.length = 0;
  });

  test('the page opens no window; only listed links open, and outside', async ({ desktop, page }) => {
    await desktop.evaluate(({ app, shell }) => {
      const opened: string[] = [];
      Reflect.set(app, 'testOpened', opened);
      shell.openExternal = (url) => {
        opened.push(url);
        return Promise.resolve();
      };
    }, null);
    await page.evaluate((address) => {
      window.open(`${address}/opened`);
      window.open('https://www.rfc-editor.org/rfc/rfc9293.html', '_blank', 'noopener');
      window.open('https://www.rfc-editor.org/rfc/rfc9293.html?more');
      window.open('file:///etc/passwd');
      const link = document.createElement('a');
      link.href = `${address}/linked`;
      link.target = '_blank';
      document.body.append(link);
      link.click();
    }, siteAddress);
    const opened = (): Promise<string[]> =>
      desktop.evaluate(({ app }) => Reflect.get(app, 'testOpened') as string[], null);
    await expect.poll(opened).toEqual(['https://www.rfc-editor.org/rfc/rfc9293.html']);
    await expect.poll(() => desktop.windows().length).toBe(1);
    expect(visits).toEqual([]);
  });

  test('the page reaches no network, whatever it tries', async ({ page }) => {
    const outcomes = await page.evaluate(async (address) => {
      const socket = new Promise<string>((resolve) => {
        try {
          const opening = new WebSocket(`${address.replace('http', 'ws')}/socket`);
          opening.addEventListener('open', () => resolve('reached'));
          opening.addEventListener('error', () => resolve('blocked'));
        } catch {
          resolve('blocked');
        }
      });
      const image = new Promise<string>((resolve) => {
        const picture = new Image();
        picture.addEventListener('load', () => resolve('reached'));
        picture.addEventListener('error', () => resolve('blocked'));
        picture.src = `${address}/image.png`;
      });
      const fetched = fetch(`${address}/fetch`).then(
        () => 'reached',
        () => 'blocked',
      );
      navigator.sendBeacon(`${address}/beacon`, 'x');
      return Promise.all([socket, image, fetched]);
    }, siteAddress);
    expect(outcomes).toEqual(['blocked', 'blocked', 'blocked']);
    expect(visits).toEqual([]);
  });

  test('no script or style runs but the built ones', async ({ page }) => {
    const outcome = await page.evaluate(() => {
      const attempt = (act: () => void): string => {
        try {
          act();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : 'thrown';
        }
      };
      const script = document.createElement('script');
      const asText = attempt(() => (script.textContent = 'window.inlineRan = true'));
      document.head.append(script);
      const asHtml = attempt(
        () => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'),
      );
      return { asText, asHtml, ran: 'inlineRan' in window };
    });
    expect(outcome).toEqual({ asText: 'TypeError', asHtml: 'TypeError', ran: false });
  });

  test('every permission is denied', async ({ page }) => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'midi', 'camera', 'microphone', 'clipboard-read'];
      const entries = names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return [name, state] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    });
    expect(new Set(Object.values(states))).toEqual(new Set(['denied']));
    expect(await page.evaluate(() => Notification.permission)).toBe('denied');
  });

  test('a frame that is not ours is not heard', async ({ desktop, portolan, page }) => {
    await portolan.open('History');
    const strangers = [
      null,
      { url: '', parent: null, detached: false },
      { url: 'https://portolan/index.html', parent: null, detached: false },
      { url: 'app://other/index.html', parent: null, detached: false },
      { url: 'app://portolan/index.html', parent: {}, detached: false },
      { url: 'app://portolan/index.html', parent: null, detached: true },
    ];
    const call = { kind: 'call', id: 900_001, name: 'settings.set', input: { theme: 'dark' } };
    await desktop.evaluate(
      ({ BrowserWindow }, { frames, text }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        for (const senderFrame of frames) contents?.ipc.emit('portolan', { senderFrame }, text);
      },
      { frames: strangers, text: JSON.stringify(call) },
    );
    const theme = await callFromPage(page, { kind: 'call', id: 900_002, name: 'settings.get', input: {} });
    expect(theme).toMatchObject({ kind: 'result', value: { theme: 'system' } });
  });

  test('thousands of malformed messages have no effect', async ({ desktop, portolan, page }) => {
    await portolan.open('History');
    const messages: unknown[] = fc.sample(hostileMessage, { numRuns: 3_000, seed: 20_261 });
    await page.evaluate(
      ({ all, tooLong }) => {
        const bridge = Reflect.get(window, 'portolanBridge') as Bridge;
        // Answers to these are not the page's own client's business.
        bridge.onMessage(() => {});
        for (const message of all) bridge.post(message);
        bridge.post({ kind: 'call', id: 1, name: 'settings.set', input: { theme: 'x'.repeat(tooLong) } });
        for (const odd of [undefined, () => 1, Symbol('x'), 10n, document.body]) {
          try {
            bridge.post(odd);
          } catch {
            // What is no plain data may be refused on the spot.
          }
        }
      },
      { all: messages, tooLong: MAX_MESSAGE_LENGTH },
    );
    const ask = (id: number, name: string): Promise<unknown> =>
      callFromPage(page, { kind: 'call', id, name, input: {} });
    expect(await ask(900_003, 'settings.get')).toMatchObject({ value: { theme: 'system', timing: 'T3' } });
    expect(await ask(900_004, 'scan.running')).toMatchObject({ value: { scanIds: [] } });
    expect(await ask(900_005, 'history.list')).toMatchObject({ value: { total: 0 } });
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)).toBe(1);
    await page.reload();
    await portolan.scan('127.0.0.1', '1-3');
  });
});

/** Posts a message over the page's own bridge and gives the answer with its id. The page's client ignores foreign ids. */
async function callFromPage(
  page: Page,
  message: { readonly id: number; readonly [key: string]: unknown },
): Promise<unknown> {
  return page.evaluate((call) => {
    const bridge = Reflect.get(window, 'portolanBridge') as Bridge;
    return new Promise((resolve) => {
      // From here on the page's own client hears nothing more; the test reloads where it needs it.
      bridge.onMessage((answer) => {
        if ((answer as { id?: number }).id === call.id) resolve(answer);
      });
      bridge.post(call);
    });
  }, message);
}

const commandNames = Object.entries(portolanContract).flatMap(([name, { kind }]) =>
  kind === 'command' ? [name] : [],
);
/** No valid input of any command: each needs an object, and these have a key that no schema knows. */
const wrongInput = fc.oneof(
  fc.constantFrom(null, 1, 'x', true, []),
  fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }).map((value) => ({ ...value, 'no such key': 1 })),
);
const hostileMessage: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue().filter((value) => value !== null),
  fc.record({
    kind: fc.constant('call'),
    id: fc.nat(),
    name: fc.constantFrom(...commandNames),
    input: wrongInput,
  }),
  fc.record({
    kind: fc.constant('call'),
    id: fc.oneof(fc.nat(), fc.integer({ max: -1 }), fc.string(), fc.double({ noNaN: true })),
    name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'scan.events', ''), fc.string()),
    input: fc.jsonValue(),
  }),
  fc.record({
    kind: fc.constantFrom('cancel', 'result', 'error', 'event', ''),
    id: fc.nat(),
    extra: fc.jsonValue(),
  }),
);
