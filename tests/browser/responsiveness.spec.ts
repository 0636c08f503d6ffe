/** 65,535 ports stream in, and the page stays usable: no task of its main thread takes 100 ms. */
import { openListener } from '../helpers/listeners.ts';
import { expect, test } from './portolan-test.ts';

test('no task over 100 ms while 65,535 loopback ports stream in', async ({ portolan, page }) => {
  const listeners = await Promise.all(Array.from({ length: 12 }, () => openListener('127.0.0.1')));
  await page.evaluate(() => {
    const store = window as unknown as { longTasks: number[] };
    store.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) store.longTasks.push(Math.round(entry.duration));
    }).observe({ type: 'longtask' });
  });
  await portolan.scan('127.0.0.1', '1-65535', 4);
  for (const { port } of listeners) {
    await expect(portolan.portRow(port)).toContainText('open');
  }
  const longTasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
  test
    .info()
    .annotations.push({ type: 'long tasks (ms)', description: longTasks.join(', ') || 'none over 50' });
  expect(Math.max(0, ...longTasks)).toBeLessThan(100);
  await Promise.all(listeners.map((listener) => listener.close()));
});
