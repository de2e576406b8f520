import { readFileSync } from 'node:fs';
import { test, type Page } from '@playwright/test';
import type { WorkerEvent } from '#lib/app/live/protocol.ts';
import type { SyncView } from '#lib/app/live/live-views.ts';
import { LOCK_AFTER_MS, WARN_BEFORE_MS } from '#lib/app/live/session/idle-lock.ts';
import { LOW_SPACE_BYTES } from '#lib/store/storage-health.ts';
import { MAX_ATTEMPTS } from '#lib/identity/unlock-guard.ts';
import { become, expect, openDemo, openLot, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

interface Asker {
	ask(topic: string, question?: unknown): Promise<unknown>;
}
interface Seen {
	readonly suyuan: Asker;
	readonly companyWorkers: Worker[];
}
interface Founded {
	readonly value: { readonly summary: { readonly org: string }; readonly badges: readonly { readonly badge: string }[] };
}

const PINS = ['284917', '903852'] as const;

function ask(page: Page, topic: string, question?: unknown): Promise<unknown> {
	const asked: readonly [string, unknown] = [topic, question];
	return page.evaluate(([name, content]) => (globalThis as unknown as Seen).suyuan.ask(name, content), asked as [string, never]);
}

/** A company of two people whose badges and PINs are known; answers the badges. */
async function openCompany(page: Page, preset = 'small'): Promise<readonly [string, string]> {
	await page.goto('/');
	await page.waitForFunction(() => 'suyuan' in globalThis);
	const founded = (await ask(page, 'createCompany', {
		name: '试验公司',
		uscc: '91320411MA1XXXXX0Y',
		preset,
		site: { code: 'CZ', name: '常州', kind: 'factory' },
		deviceCode: 'A1',
		founders: [
			{ name: '甲', roles: ['OWN', 'QH', 'QA', 'IT'], pin: PINS[0] },
			{ name: '乙', roles: ['WH', 'AR', 'QA'], pin: PINS[1] }
		]
	})) as Founded;
	await page.evaluate((org) => localStorage.setItem('suyuan.company', org), founded.value.summary.org);
	await page.reload();
	await expect(page.locator('[data-person=""]')).toBeVisible();
	const [first, second] = founded.value.badges;
	return [first?.badge ?? '', second?.badge ?? ''];
}

async function enterPin(page: Page, pin: string): Promise<void> {
	await expect(page.locator('[data-pin]')).toBeFocused();
	await page.keyboard.type(pin);
	await page.keyboard.press('Enter');
}

const sheet = (page: Page, type: string) => page.locator(`[role=dialog]:has([data-act="${type}"])`);
const signing = (page: Page) => page.locator('[role=dialog]:has([data-sign-dialog])');

/** Lets a test speak as the company worker. */
async function watchWorkers(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const seen = globalThis as unknown as { companyWorkers: Worker[] };
		seen.companyWorkers = [];
		globalThis.Worker = class extends Worker {
			constructor(...all: ConstructorParameters<typeof Worker>) {
				super(...all);
				seen.companyWorkers.push(this);
			}
		};
	});
}

async function tell(page: Page, event: WorkerEvent): Promise<void> {
	await page.evaluate(
		(data) => {
			for (const worker of (globalThis as unknown as Seen).companyWorkers) worker.dispatchEvent(new MessageEvent('message', { data }));
		},
		{ event } as never
	);
}

test('a storekeeper moves stock, places a hold, and may not lift it; quality may', async ({ page }) => {
	await openDemo(page);
	await openLot(page, 'MB260910');
	await become(page, '郑洁');

	await page.getByRole('button', { name: '移库' }).click();
	const move = sheet(page, 'stock.moved');
	await move.locator('[data-field=qty] input').fill('90');
	await move.getByRole('button', { name: '移库' }).click();
	await expect(move.locator('[data-field=to]')).toContainText('请填写');
	await move.locator('[data-field=to] select').selectOption({ label: 'CZ-FGQ 成品待放行' });
	expect(await seriousViolations(page)).toEqual([]);
	await move.getByRole('button', { name: '移库' }).click();
	await expect(page.getByText('移库：已存本机')).toBeVisible();

	await page.getByRole('button', { name: '冻结' }).click();
	const hold = sheet(page, 'hold.placed');
	await hold.locator('[data-field=reason] textarea').fill('包装破损');
	await hold.getByRole('button', { name: '冻结', exact: true }).click();
	await expect(signing(page).locator('[data-meaning]')).toContainText('你将以“冻结”签名，与手写签名同等效力');
	await expect(signing(page).locator('[data-operation]')).toContainText('MB260910');
	expect(await seriousViolations(page)).toEqual([]);
	await signing(page).getByRole('button', { name: '签名' }).click();
	await expect(page.locator('[data-marks]')).toContainText('冻结');

	const lift = sheet(page, 'hold.lifted');
	await page.getByRole('button', { name: '解冻' }).click();
	await lift.locator('[data-field=basis] textarea').fill('复检合格');
	await lift.getByRole('button', { name: '解冻', exact: true }).click();
	await expect(lift.locator('[data-problem=refused-no-role]')).toContainText('质量负责人');
	await page.keyboard.press('Escape');

	await become(page, '周敏');
	await page.getByRole('button', { name: '解冻' }).click();
	await lift.locator('[data-field=basis] textarea').fill('复检合格');
	await lift.getByRole('button', { name: '解冻', exact: true }).click();
	await signing(page).getByRole('button', { name: '签名' }).click();
	await expect(page.locator('[data-marks]')).not.toContainText('冻结');
});

test('a gate says why and what else; what has happened is recorded all the same, and can be corrected', async ({ page }) => {
	await openDemo(page);
	await openLot(page, 'MK260912');
	await become(page, '郑洁');
	await page.getByRole('button', { name: '发货' }).click();
	const ship = sheet(page, 'shipment.shipped');
	await ship.locator('[data-field=customer] select').selectOption({ index: 1 });
	await ship.getByRole('button', { name: '发货', exact: true }).click();
	const problem = ship.locator('[data-problem=refused-gate]');
	await expect(problem.locator('[data-finding=quarantine]')).toContainText('还在待检');
	await expect(problem.locator('[data-finding=inherited-hold]')).toContainText('L-RMMB-260902-01');
	await expect(ship.getByRole('button', { name: '发货', exact: true })).toBeDisabled();

	await ship.getByRole('checkbox', { name: '已经发生' }).check();
	await expect(ship.getByRole('button', { name: '照实记录' })).toBeDisabled();
	await ship.locator('[data-already-happened] textarea').fill('司机已提走');
	await ship.getByRole('button', { name: '照实记录' }).click();
	await expect(page.getByText('发货：已存本机')).toBeVisible();

	await page.locator('[data-history-line="shipment.shipped"] summary').first().click();
	await page
		.getByRole('button', { name: /^更正（保留原记录）：发货/ })
		.first()
		.click();
	const correct = sheet(page, 'op.errorDeclared');
	await correct.locator('[data-field=reason] textarea').fill('实际没有发');
	await correct.getByRole('button', { name: '更正(原记录保留)' }).click();
	await expect(signing(page).locator('[data-operation]')).toContainText('发货 · ');
	await signing(page).getByRole('button', { name: '签名' }).click();
	await expect(page.getByText('已更正作废')).toBeVisible();
});

test('a scanned badge and a PIN open the terminal; no part of the badge stays in a field', async ({ page }) => {
	const [badge] = await openCompany(page);
	await page.locator('[data-lot-search]').fill('MK');
	await scan(page, badge);
	await expect(page.locator('[data-greeting]')).toHaveText('甲，您好');
	await expect(page.locator('[data-lot-search]')).toHaveValue('MK');
	await enterPin(page, '111111');
	await expect(page.locator('[data-failure=key]')).toContainText(`还可以试 ${String(MAX_ATTEMPTS - 1)} 次`);
	expect(await seriousViolations(page)).toEqual([]);
	for (const digit of PINS[0]) await page.getByRole('button', { name: digit, exact: true }).click();
	await page.locator('[data-unlock]').getByRole('button', { name: '登录', exact: true }).click();
	await expect(page.locator('[data-person="甲"]')).toBeVisible();

	await page.locator('[data-person]').click();
	await page.getByRole('button', { name: '锁定' }).click();
	await expect(page.locator('[data-person=""]')).toBeVisible();
});

test('two different people sign, each with their own PIN', async ({ page }) => {
	const [first, second] = await openCompany(page);
	await scan(page, first);
	await enterPin(page, PINS[0]);
	await expect(page.locator('[data-person="甲"]')).toBeVisible();
	await ask(page, 'act', {
		cmd: 'c'.repeat(22),
		operations: [{ type: 'lot.created', data: { lot: 'l'.repeat(22), item: 'i'.repeat(22), lotNo: 'T260101', origin: 'opening' } }],
		signatures: []
	});
	await openLot(page, 'T260101');
	await scan(page, first);
	await enterPin(page, PINS[0]);
	await expect(page.locator('[data-person="甲"]')).toBeVisible();

	await page.getByRole('button', { name: '冻结' }).click();
	await sheet(page, 'hold.placed').locator('[data-field=reason] textarea').fill('可疑');
	await sheet(page, 'hold.placed').getByRole('button', { name: '冻结', exact: true }).click();
	await enterPin(page, '111111');
	await expect(signing(page).locator('[data-failure=key]')).toContainText('PIN 不对');
	await enterPin(page, PINS[0]);
	await expect(page.locator('[data-marks]')).toContainText('冻结');

	await page.getByRole('button', { name: '解冻' }).click();
	await sheet(page, 'hold.lifted').locator('[data-field=basis] textarea').fill('复检合格');
	await sheet(page, 'hold.lifted').getByRole('button', { name: '解冻', exact: true }).click();
	await enterPin(page, PINS[0]);
	await expect(page.getByText('请扫工牌')).toBeVisible();
	await scan(page, first);
	await expect(signing(page).getByRole('alert')).toContainText('这位已经签过');
	await scan(page, second);
	await expect(page.locator('[data-greeting]')).toHaveText('乙，您好');
	await enterPin(page, PINS[1]);
	await expect(page.locator('[data-marks]')).not.toContainText('冻结');
});

test('after too many attempts a colleague vouches, and nobody for themselves', async ({ page }) => {
	const [first, second] = await openCompany(page);
	const people = (await ask(page, 'people')) as readonly { readonly person: string; readonly name: string }[];
	const person = people.find(({ name }) => name === '甲')?.person ?? '';
	await ask(page, 'putGuard', { person, guard: { failures: MAX_ATTEMPTS, failedAt: Date.now() } });
	await scan(page, first);
	await enterPin(page, PINS[0]);
	await expect(page.locator('[data-failure=ask-supervisor]')).toBeVisible();
	expect(await seriousViolations(page)).toEqual([]);
	await scan(page, first);
	await expect(page.locator('[data-vouch]')).toContainText('不能自己给自己见证');
	await scan(page, second);
	await enterPin(page, PINS[1]);
	await expect(page.getByText('已见证')).toBeVisible();
	await enterPin(page, PINS[0]);
	await expect(page.locator('[data-person="甲"]')).toBeVisible();
});

test('a terminal nobody touches warns and locks', async ({ page }) => {
	const [badge] = await openCompany(page);
	await scan(page, badge);
	await enterPin(page, PINS[0]);
	await expect(page.locator('[data-person="甲"]')).toBeVisible();
	// Only now: a clock made for the test also says when keys came, and on a busy machine too slowly for a scanner.
	await page.clock.install();
	await page.keyboard.press('Shift');
	await page.clock.runFor(LOCK_AFTER_MS - WARN_BEFORE_MS + 2000);
	await expect(page.locator('[data-lock-warning]')).toBeVisible();
	await page.keyboard.press('Shift');
	await expect(page.locator('[data-lock-warning]')).toBeHidden();
	await page.clock.runFor(LOCK_AFTER_MS + 2000);
	await expect(page.locator('[data-person=""]')).toBeVisible();
});

test('everything goes out as a file under a passphrase and comes in with it', async ({ page }) => {
	const [badge] = await openCompany(page, 'micro');
	await scan(page, badge);
	await enterPin(page, PINS[0]);
	await expect(page.locator('[data-person="甲"]')).toBeVisible();
	await page.locator('[data-sync=no-relay]').click();
	await page.getByRole('link', { name: '查看同步详情' }).click();
	await expect(page.locator('[data-sync-screen]')).toContainText('没有接中继');
	expect(await seriousViolations(page)).toEqual([]);

	await page.getByRole('button', { name: '导出数据包' }).click();
	await page.getByLabel('用途').fill('月度备份');
	await page.getByRole('button', { name: '签名并导出' }).click();
	const downloading = page.waitForEvent('download');
	await enterPin(page, PINS[0]);
	const file = await (await downloading).path();
	const passphrase = (await page.locator('[data-passphrase]').textContent()) ?? '';
	expect(passphrase).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
	expect(readFileSync(file).includes('月度备份')).toBe(false);
	await page.getByRole('button', { name: '知道了' }).click();

	await page.locator('[data-import]').setInputFiles(file);
	const field = page.getByRole('textbox', { name: '口令' });
	await field.fill('wrong passphrase');
	await page.getByRole('button', { name: '导入', exact: true }).click();
	await expect(page.locator('[data-import-failed=wrong-passphrase]')).toBeVisible();
	await field.fill(passphrase);
	await page.getByRole('button', { name: '导入', exact: true }).click();
	await expect(page.locator('[data-imported="0"]')).toBeVisible();
});

test('the pill tells three truths, the next attempt, and silent sites', async ({ page }) => {
	await watchWorkers(page);
	await openDemo(page);
	const sync: SyncView = {
		relayUrl: 'https://relay.example.cn',
		connection: { kind: 'waiting', retryAt: Date.now() + 60_000, reason: 'unreachable' },
		recorded: 12,
		uploaded: 9,
		receivedBy: 1,
		otherDevices: 3,
		progress: null,
		photos: { waiting: 0, bytes: 0, sent: 0 },
		waiting: { count: 4, missingFrom: ['D1'] },
		refused: [{ code: 'refused-there', detail: 'x' }],
		lastContact: '',
		behindOwnChain: false,
		staleSites: [{ site: '成都仓', hours: 18 }]
	};
	await tell(page, { type: 'sync', sync });
	const pill = page.locator('[data-sync]');
	await expect(pill).toContainText('3 条未上传');
	await pill.click();
	await expect(page.getByText('已存本机，未上传。不影响继续干活。')).toBeVisible();
	await expect(page.locator('[data-truth=uploaded]')).toContainText('9 / 12 条');
	await expect(page.locator('[data-retry]')).toContainText(/\d+ 秒后再试/);
	await expect(page.getByText('成都仓 18 小时未同步，名单可能增加。')).toBeVisible();
	expect(await seriousViolations(page)).toEqual([]);
	await tell(page, { type: 'sync', sync: { ...sync, connection: { kind: 'online' }, uploaded: 12, receivedBy: 3 } });
	await expect(page.getByText('已上传，3 台设备都已收到。')).toBeVisible();
	await tell(page, { type: 'sync', sync: { ...sync, behindOwnChain: true } });
	await expect(page.locator('[data-sync=behind]')).toBeVisible();
});

test('what was not stored cannot be waved away before it was exported', async ({ page }) => {
	await watchWorkers(page);
	await page.addInitScript((quota) => {
		navigator.storage.estimate = () => Promise.resolve({ quota, usage: 1 });
	}, LOW_SPACE_BYTES);
	await openDemo(page);
	await expect(page.getByText('存储空间快满了')).toBeVisible();
	await tell(page, { type: 'not-stored', problem: { code: 'quota', detail: 'QuotaExceededError', unsaved: ['line-of-an-entry'] } });
	const modal = page.locator('[data-not-stored=quota]');
	await expect(modal).toContainText('先别关，请点“导出这一条”');
	await page.keyboard.press('Escape');
	await expect(modal).toBeVisible();
	expect(await seriousViolations(page)).toEqual([]);
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: '导出这一条' }).click();
	expect(readFileSync(await (await downloading).path(), 'utf8')).toBe('line-of-an-entry\n');
	await page.getByRole('button', { name: '关闭', exact: true }).last().click();
	await expect(modal).toBeHidden();
});
