/** Two scans from the window with one firewall rule changed in between: the screens tell exactly that change. */
import { expect, test } from '../browser/portolan-test.ts';
import { raiseFirewall, type Firewall } from './firewall.ts';

const HOSTS = ['10.66.0.1', '10.66.0.2'] as const;
const PORTS = Array.from({ length: 40 }, (_, index) => 2_000 + index);
const CHANGED = 2_007;

let firewall: Firewall;

test.beforeAll(async () => {
  const kinds = new Map(
    PORTS.map((port) => [port, port % 10 === 7 ? ('open' as const) : ('closed' as const)]),
  );
  firewall = await raiseFirewall(new Map(HOSTS.map((host) => [host, kinds])));
});
test.afterAll(() => firewall.lower());

test('open, then dropped: filtered, and why; Compare shows that port and no other', async ({
  portolan,
  page,
}) => {
  const targets = HOSTS.join(' ');
  const ports = `${PORTS[0]}-${PORTS.at(-1)}`;
  await portolan.scan(targets, ports, 4);
  await firewall.change(HOSTS[1], CHANGED, 'drop');
  await portolan.scan(targets, ports, 4);

  await test.step('filtered/no-response, and the app says why in words', async () => {
    const row = portolan.rows('Results', 'no-response');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('filtered');
    await row.click();
    await expect(page.getByText(/DROP/).first()).toBeVisible();
  });

  await test.step('Compare', async () => {
    await portolan.open('Compare');
    await expect(portolan.table('Changes')).toBeVisible();
    const changed = portolan
      .table('Changes')
      .getByRole('row')
      .filter({ hasText: /syn-ack|no-response/ });
    await expect(changed).toHaveCount(1);
    await expect(changed).toContainText(String(CHANGED));
    await expect(changed).toContainText('open');
    await expect(changed).toContainText('filtered');
    await expect(page.getByText(/10\.66\.0\.2/).first()).toBeVisible();
  });
});

test('a firewall that resets: closed, and the app says that it looks like nobody listening', async ({
  portolan,
  page,
}) => {
  await firewall.change(HOSTS[0], CHANGED, 'tcp-reset');
  await portolan.scan(HOSTS[0], `${CHANGED},2017`, 4);
  const row = portolan.portRow(CHANGED);
  await expect(row).toContainText('closed');
  await row.click();
  await expect(page.getByText(/firewall/i).first()).toBeVisible();
  await expect(page.getByText(/tcp-reset|resets? .*looks? the same|cannot tell/i).first()).toBeVisible();
});
