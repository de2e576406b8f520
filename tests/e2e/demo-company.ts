import { AxeBuilder } from '@axe-core/playwright';
import { expect as baseExpect, type Page } from '@playwright/test';

/** Other programs may keep the machine busy; how fast answers are is measured by the program itself. */
export const expect = baseExpect.configure({ timeout: 25_000 });

export const RAW = 'L-RMMB-260902-01';
/** Lots of the story (src/lib/modules/demo). */
export const DEMO_LOTS = 21;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Opens the demo company at its list of lots. */
export async function openDemo(page: Page): Promise<void> {
	await page.goto('/lots');
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
}

/** Opens a passport by number, as a typed address would, and waits for all of it. */
export async function openLot(page: Page, lot: string): Promise<void> {
	await page.goto(`/lots/${lot}`);
	await expect(page.getByRole('heading', { level: 1, name: lot })).toBeVisible();
	await expect(page.locator('[data-passport=ready]')).toBeAttached();
	await expect(page.locator('[data-abilities=ready]').or(page.locator('[data-load-lots]'))).toBeAttached();
}

/** Chooses English in the settings of the top bar. */
export async function speakEnglish(page: Page): Promise<void> {
	await page.getByRole('button', { name: '语言与外观' }).click();
	await page.getByRole('radio', { name: 'English' }).click();
	await page.keyboard.press('Escape');
}

/** Opens the trace of a number in the workbench and waits for it. */
export async function openTrace(page: Page, lot: string): Promise<void> {
	await page.goto(`/trace/${lot}`);
	await expect(page.locator(`[data-trace="${lot}"]`)).toBeVisible();
}

export async function showTable(page: Page): Promise<void> {
	await page.getByRole('tab', { name: '表' }).click();
}

/** Values of a data attribute, in the order of the page. */
export async function values(page: Page, attribute: string): Promise<readonly (string | null)[]> {
	return page.locator(`[${attribute}]`).evaluateAll((elements, name) => elements.map((element) => element.getAttribute(name)), attribute);
}

export async function seriousViolations(page: Page): Promise<readonly string[]> {
	const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** In the demo anybody may be anybody. */
export async function become(page: Page, name: string): Promise<void> {
	await page.locator('[data-person]').click();
	const change = page.getByRole('button', { name: '换人' });
	const choice = page.locator(`[data-demo-person="${name}"]`);
	await expect(change.or(choice).first()).toBeVisible();
	if (await change.isVisible()) await change.click();
	await choice.click();
	await expect(page.locator(`[data-person="${name}"]`)).toBeVisible();
}

interface Asker {
	readonly suyuan: { ask(topic: string, question?: unknown): Promise<never> };
}

/** Logs in somebody who holds the role, without the dialog. */
export async function becomeRole(page: Page, role: string): Promise<void> {
	await page.evaluate(async (wanted) => {
		const { suyuan } = globalThis as unknown as Asker;
		const people: readonly { person: string; roles: readonly { code: string }[] }[] = await suyuan.ask('people');
		const person = people.find(({ roles }) => roles.some(({ code }) => code === wanted))?.person ?? '';
		await suyuan.ask('unlock', { badge: '', pin: '', demoPerson: person });
	}, role);
}

/** What the label of a location carries. */
export function locationLabel(page: Page, code: string): Promise<string> {
	return page.evaluate(async (wanted) => {
		const { suyuan } = globalThis as unknown as Asker;
		const choices: readonly { uid: string; code: string }[] = await suyuan.ask('choices', { kind: 'location', text: wanted });
		return `SYL-${choices.find((choice) => choice.code === wanted)?.uid ?? ''}`;
	}, code);
}

/** How many records of a type there are. */
export function actCount(page: Page, type: string): Promise<number> {
	return page.evaluate(async (wanted) => {
		const { suyuan } = globalThis as unknown as Asker;
		const { lines }: { readonly lines: readonly { type: string }[] } = await suyuan.ask('log', { from: 0, count: 10_000 });
		return lines.filter((line) => line.type === wanted).length;
	}, type);
}
