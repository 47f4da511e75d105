import type { Locator, Page } from 'playwright-core';

/** What people do in the page, for tests and for whoever else drives it. */

/** The message box, when no command is being filled in. */
export const messageBox = (page: Page): Locator => page.getByPlaceholder(/or \/ for commands/);

/** What is proposed while typing, or in an open menu. */
export const choices = (page: Page): Locator => page.getByRole('main').getByRole('option');

/** The newest message with a text, in any case. */
export const message = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: text }).last();

/**
 * Fills in a command with the keyboard, as people do, up to sending it.
 *
 * @param options By name; a value with a list behind it is picked from the list.
 */
export async function fillIn(page: Page, command: string, options: Record<string, string> = {}): Promise<Locator> {
  await messageBox(page).focus();
  await page.keyboard.type(`/${command} `);
  const form = page.getByRole('form', { name: `/${command}`, exact: true });
  await form.waitFor();
  for (const [name, value] of Object.entries(options)) {
    const field = form.getByLabel(name, { exact: true });
    if ((await field.count()) === 0) await form.getByRole('button', { name: `+ ${name}`, exact: true }).click();
    await field.focus();
    await page.keyboard.type(value);
    const preselected = page.locator('#suggestions .item.active');
    if ((await preselected.count()) > 0) await page.keyboard.press('Tab');
  }
  return form;
}

/** Uses a command. */
export async function use(page: Page, command: string, options: Record<string, string> = {}): Promise<void> {
  const form = await fillIn(page, command, options);
  await form.getByRole('button', { name: 'Send', exact: true }).click();
}

export async function goTo(page: Page, place: { server?: string; channel?: string }): Promise<void> {
  const navigation = page.getByRole('navigation');
  if (place.server !== undefined)
    await navigation.locator('#servers').getByRole('button', { name: place.server }).click();
  if (place.channel === undefined) return;
  await navigation.locator('#channels').getByRole('button', { name: place.channel }).click();
  await page.getByRole('heading', { level: 1, name: place.channel }).waitFor();
}

export async function actAs(page: Page, person: string): Promise<void> {
  await page.getByLabel('Acting as').selectOption({ label: person });
}
