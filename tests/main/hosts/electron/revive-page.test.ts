import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { revivePage, type MortalContents } from '../../../../src-main/hosts/electron/revive-page.ts';

function watch() {
  let nowMs = 0;
  const emitter = new EventEmitter();
  const reload = vi.fn();
  const giveUp = vi.fn();
  const contents: MortalContents = {
    on: (event, listener) => emitter.on(event, listener),
    reload,
  };
  revivePage(contents, giveUp, () => nowMs);
  return {
    reload,
    giveUp,
    die: (reason: string) => emitter.emit('render-process-gone', {}, { reason }),
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a page that crashed is loaded again, one that ended by itself is not', () => {
  const { die, reload } = watch();
  die('clean-exit');
  expect(reload).not.toHaveBeenCalled();
  die('crashed');
  die('oom');
  expect(reload).toHaveBeenCalledTimes(2);
});

test('a page that goes on dying is left, with the reason; one that dies now and then is not', () => {
  const { die, wait, reload, giveUp } = watch();
  for (let death = 0; death < 4; death += 1) {
    die('crashed');
    wait(61_000);
  }
  expect(giveUp).not.toHaveBeenCalled();
  expect(reload).toHaveBeenCalledTimes(4);
  for (let death = 0; death < 4; death += 1) die('oom');
  expect(reload).toHaveBeenCalledTimes(7);
  expect(giveUp.mock.calls).toEqual([['oom']]);
});
