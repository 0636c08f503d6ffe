/**
 * A page whose core is made of answers, over the bridge that the desktop's preload would put there: for states that the
 * real core comes into seldom or slowly. What crosses is checked by the contract, as ever.
 */
import type { Page } from '@playwright/test';
import { createFakeServer, type Answers, type FakeServer } from '../renderer/fake-core.ts';
import { createMemoryTransportPair } from '../../src-shared/contract/transport.ts';

/** Before the page is opened. */
export async function bridgeCore(page: Page, answers: Answers): Promise<FakeServer> {
  const server = createFakeServer(answers);
  const [near, far] = createMemoryTransportPair();
  server.serve(far);
  await page.exposeFunction('tellCore', (message: string) => near.post(JSON.parse(message)));
  await page.addInitScript(() => {
    const heard: ((message: unknown) => void)[] = [];
    const { tellCore } = window as unknown as { tellCore(message: string): void };
    Object.assign(window, {
      hearCore: (message: string) => heard.forEach((listener) => listener(JSON.parse(message))),
      portolanBridge: {
        post: (message: unknown) => tellCore(JSON.stringify(message)),
        onMessage: (listener: (message: unknown) => void) => heard.push(listener),
      },
    });
  });
  near.onMessage((message) => {
    const text = JSON.stringify(message);
    // A page that is gone hears nothing any more.
    page
      .evaluate((said) => (window as unknown as { hearCore(message: string): void }).hearCore(said), text)
      .catch(() => {});
  });
  return server;
}
