/** 65,535 ports stream in, and the page stays usable: no task of its main thread takes 50 ms. */
import { openListener } from '../helpers/listeners.ts';
import { traceTasks } from './main-thread.ts';
import { expect, test } from './portolan-test.ts';

test(
  'no task over 50 ms while 65,535 loopback ports stream in',
  { tag: '@alone' },
  async ({ portolan, page, browser }) => {
    const listeners = await Promise.all(Array.from({ length: 12 }, () => openListener('127.0.0.1')));

    const tasks = await traceTasks(browser, page, () => portolan.scan('127.0.0.1', '1-65535', 4));

    const told = tasks
      .slice(0, 5)
      .map((task) => `${task.cpuMs.toFixed(0)} (${task.wallMs.toFixed(0)} on the clock): ${task.doing}`);
    test.info().annotations.push({ type: 'longest tasks, ms', description: told.join('; ') });
    for (const { port } of listeners) await expect(portolan.portRow(port)).toContainText('open');
    // Processor time: other programs of a busy machine are not the page's doing.
    expect(tasks[0]?.cpuMs ?? 0, told.join('\n')).toBeLessThan(50);
    await Promise.all(listeners.map((listener) => listener.close()));
  },
);
