/** What a port said first, in the window. Scans that read it are started from the command line so far. */
import { openListener } from '../helpers/listeners.ts';
import { scanToJson } from '../helpers/run-cli.ts';
import { expect, test } from './portolan-test.ts';

test('the panel of a port shows its banner, hostile or not, and the filter finds it', async ({
  portolan,
  page,
  dataFolder,
}) => {
  const ssh = await openListener('127.0.0.1', 0, (socket) => void socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'));
  const evil = await openListener(
    '127.0.0.1',
    0,
    (socket) => void socket.end('<img src=x onerror=alert(1)>\u202e'),
  );
  const mute = await openListener('127.0.0.1', 0, (socket) => void socket.end());
  const ports = [ssh, evil, mute].map(({ port }) => port).join(',');
  await scanToJson(['127.0.0.1', '-p', ports, '--banners'], { dataFolder });

  await portolan.open('History');
  await portolan.rows('Runs', '127.0.0.1').first().focus();
  await page.keyboard.press('Enter');
  const banner = page.getByRole('region', { name: 'Banner' });
  await portolan.portRow(ssh.port).click();
  await expect(banner).toContainText('SSH-2.0-OpenSSH_9.2p1\\r\\n');
  await portolan.portRow(evil.port).click();
  await expect(banner).toContainText('<img src=x onerror=alert(1)>\\xe2\\x80\\xae');
  await portolan.portRow(mute.port).click();
  await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
  await expect(banner).toHaveCount(0);

  await test.step('rows are sorted by it, those without one last, both ways', async () => {
    // Beside a panel it has no room.
    await page.keyboard.press('Escape');
    const order = async () => {
      const rows = await portolan.table('Results').getByRole('row').allInnerTexts();
      return [ssh, evil, mute]
        .map(({ port }) => ({ port, at: rows.findIndex((text) => text.startsWith(String(port))) }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ port }) => port);
    };
    const heading = page.getByRole('columnheader', { name: 'Banner' });
    await heading.getByRole('button').click();
    await expect(heading).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(order).toEqual([evil.port, ssh.port, mute.port]);
    await heading.getByRole('button').click();
    await expect(heading).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(order).toEqual([ssh.port, evil.port, mute.port]);
  });

  await page.getByRole('textbox', { name: 'Filter rows' }).fill('openssh');
  await expect(portolan.portRow(ssh.port)).toBeVisible();
  await expect(portolan.portRow(mute.port)).toHaveCount(0);
  await Promise.all([ssh, evil, mute].map((listener) => listener.close()));
});
