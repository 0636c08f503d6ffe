/** Wrong input in the form: said inline, with where and what would be right; nothing is started, nothing is lost. */
import { expect, test } from './portolan-test.ts';

const WRONG: readonly [field: 'Targets' | 'Ports', text: string, says: RegExp][] = [
  ['Targets', '10.0.0.300', /300/],
  ['Targets', '10.0.0.1/33', /33/],
  ['Targets', 'http://example.com/', /http/],
  ['Ports', '22,99999', /99999/],
  ['Ports', '80-20', /80-20|20/],
  ['Ports', 'no-such-service', /no-such-service/],
];

for (const [field, text, says] of WRONG) {
  test(`${field}: ${text}`, async ({ portolan, page }) => {
    const other = field === 'Targets' ? 'Ports' : 'Targets';
    await portolan.field(other).fill(other === 'Ports' ? '22' : '127.0.0.1');
    await portolan.field(field).fill(text);
    await expect(portolan.field(field)).toHaveAttribute('aria-invalid', 'true');
    await expect(portolan.field(field)).toHaveAccessibleDescription(says);

    // Pressing the button (or Enter) all the same starts nothing and keeps what was typed.
    await portolan.field(field).press('Enter');
    await expect(portolan.button('Stop')).toBeHidden();
    await expect(portolan.field(field)).toHaveValue(text);
    await portolan.open('History');
    await expect(page.getByRole('main')).toBeVisible();
    await expect(portolan.rows('Runs', /./)).toHaveCount(0);
  });
}
