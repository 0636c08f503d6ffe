/** Learn: the pages and their links, the practice range from one click to a filtered port, the quiz, the played ladder. */
import type { Page } from '@playwright/test';
import { openListener } from '../helpers/listeners.ts';
import { findBarriers } from './find-barriers.ts';
import { QUIZ } from '../../src-renderer/screens/learn/quiz-questions.ts';
import { REASONS } from '../../src-shared/scan/port-state.ts';
import { expect, test } from './portolan-test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const lessons = (page: Page) => page.getByRole('navigation', { name: 'Lessons' });

test('every page of the contents opens, and its address leads back to it', async ({ portolan, page }) => {
  await portolan.open('Learn');
  await expect(heading(page)).toHaveText('Three answers a port can give');
  await expect(page.getByText('Built-in example, not scanned')).toHaveCount(3);
  for (const name of [
    'DROP or REJECT',
    'Why silence takes time',
    'Confidence',
    'Self-connects',
    'Rate limits',
  ]) {
    await lessons(page).getByRole('link', { name, exact: true }).click();
    await expect(heading(page)).toHaveText(name);
  }
  for (const reason of REASONS) {
    await lessons(page).getByRole('link', { name: reason, exact: true }).click();
    await expect(heading(page)).toHaveText(reason);
    await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
  }
  await page.reload();
  await expect(heading(page)).toHaveText(REASONS.at(-1) ?? '');
});

test('the rules are told for iptables and for nft', async ({ portolan, page }) => {
  await portolan.open('Learn');
  const rules = page.getByRole('region', { name: 'The rule behind the answer' });
  await expect(rules).toContainText('-j REJECT \\ --reject-with tcp-reset');
  await rules.getByText('nft', { exact: true }).click();
  await expect(rules).toContainText('reject with tcp reset');
  await expect(rules).not.toContainText('iptables -A');
});

test('the practice range: one click scans it, and its silent port is understood', async ({
  portolan,
  page,
}) => {
  await portolan.open('Learn');
  await portolan.startBy(() => portolan.button('Start and scan').click());
  await portolan.waitForEnd();
  await expect(portolan.rows('Results', 'open')).toHaveCount(4);
  await expect(portolan.rows('Results', 'closed')).not.toHaveCount(0);
  const silent = portolan.rows('Results', 'no-response');
  await silent.first().click();
  const panel = page.getByRole('complementary', { name: /^Port/ });
  await expect(panel).toContainText('Filtered: nothing came back');
  await panel.getByRole('link', { name: 'no-response' }).click();
  await expect(heading(page)).toHaveText('no-response');
  await expect(page.getByText('queue is full, and the kernel drops')).toBeVisible();

  await lessons(page).getByRole('link', { name: 'Practice range' }).click();
  await expect(page.getByText('Running on 127.0.0.1')).toBeVisible();
  await page.getByRole('link', { name: 'Show the results of the last practice scan' }).click();
  await expect(portolan.table('Results')).toBeVisible();
  await portolan.open('Learn');
  // The lessons are told with what was just found.
  await expect(page.getByText('Told with your own latest results.')).toBeVisible();
  await portolan.button('Stop').click();
  await expect(portolan.button('Start and scan')).toBeVisible();
});

test('the quiz is played with the keyboard alone, keeps its place, and can be played again', async ({
  portolan,
  page,
}) => {
  await portolan.open('Learn');
  await lessons(page).getByRole('link', { name: 'Quiz' }).focus();
  await page.keyboard.press('Enter');
  for (const [index, { question, right }] of QUIZ.entries()) {
    await expect(page.getByRole('heading', { name: question })).toBeVisible();
    const wrong = index === 0;
    await page.keyboard.press(String((wrong ? (right + 1) % 3 : right) + 1));
    await expect(page.getByText(wrong ? 'Not quite.' : 'Right.')).toBeVisible();
    if (index === 4) {
      await portolan.open('History');
      await portolan.open('Learn');
      await lessons(page).getByRole('link', { name: 'Quiz' }).click();
      await expect(page.getByText('Question 6 of 10, 4 right so far')).toBeVisible();
    } else {
      await expect(page.getByRole('button', { name: /Next question|See the result/ })).toBeFocused();
      await page.keyboard.press('Enter');
    }
  }
  await expect(page.getByText('9 of 10')).toBeVisible();
  const review = page.getByRole('list', { name: 'The questions' });
  await expect(review.getByRole('img', { name: 'right' })).toHaveCount(9);
  await expect(review.getByRole('listitem').first()).toContainText(QUIZ[0]?.choices[QUIZ[0].right] ?? '?');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Question 1 of 10, 0 right so far')).toBeVisible();
});

test('what is typed into the palette does not answer the quiz', async ({ portolan, page }) => {
  await portolan.open('Learn');
  await lessons(page).getByRole('link', { name: 'Quiz' }).click();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or run a command' });
  await expect(field).toBeFocused();
  await page.keyboard.type('127.0.0.1');
  await expect(field).toHaveValue('127.0.0.1');
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(page.getByText('Question 1 of 10, 0 right so far')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next question' })).toHaveCount(0);
  await page.keyboard.press('1');
  await expect(page.getByText('Right.')).toBeVisible();
});

const hidden = (page: Page) => page.locator('[data-moment="hidden"]');

test('the ladder plays itself to its end', async ({ portolan, page }) => {
  await portolan.open('Learn');
  await lessons(page).getByRole('link', { name: 'syn-ack' }).click();
  await expect(hidden(page)).toHaveCount(0);
  await portolan.button('Play').click();
  await expect(hidden(page)).toHaveCount(3);
  await expect(hidden(page)).toHaveCount(2);
  await expect(hidden(page)).toHaveCount(0);
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('the ladder goes on only when it is told to', async ({ portolan, page }) => {
    await portolan.open('Learn');
    await lessons(page).getByRole('link', { name: 'syn-ack' }).click();
    for (const left of [3, 2, 1, 0]) {
      await portolan.button('Step').click();
      await expect(hidden(page)).toHaveCount(left);
    }
  });
});

test('a reason word in the results and in the panel leads to its page; the panel scans its port again', async ({
  portolan,
  page,
}) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', String(open.port));
  // The first click chooses the row, wherever it lands.
  await portolan.portRow(open.port).getByText('syn-ack').click();
  await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
  await portolan.portRow(open.port).getByRole('link', { name: 'syn-ack' }).click();
  await expect(heading(page)).toHaveText('syn-ack');

  // The bars, the filter and the panel lead there too; choosing in the filter stays choosing.
  await portolan.open('Scan');
  await page.getByRole('listitem').getByRole('link', { name: 'syn-ack' }).click();
  await expect(heading(page)).toHaveText('syn-ack');
  await portolan.open('Scan');
  await page.getByRole('button', { name: 'Filter by reason' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('checkbox', { name: 'syn-ack' }).check();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'What syn-ack means' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('syn-ack');
  await portolan.open('Scan');
  await expect(page.getByRole('button', { name: 'Filter by reason: syn-ack' })).toBeVisible();
  await portolan.portRow(open.port).click();
  await page
    .getByRole('region', { name: 'Explanation' })
    .getByRole('link', { name: 'syn-ack' })
    .first()
    .click();
  await expect(heading(page)).toHaveText('syn-ack');
  await portolan.open('Scan');
  await portolan.portRow(open.port).click();
  await portolan.startBy(() => portolan.button('Scan this port again').click());
  await portolan.waitForEnd();
  await expect(portolan.portRow(open.port)).toBeVisible();
  await open.close();
});
