/** A small firm's first morning, by what people see and press: found, hand over badges, log in, act, change places, and a full disk. */
import { readFileSync } from 'node:fs';
import { test, type Page } from '@playwright/test';
import { expect, openDemo, openLot, seriousViolations } from './demo-company.ts';
import { ask, openSite, uid, uidOf } from './live/world.ts';
import { scan } from './scanner.ts';

const PINS = { 甲: '284917', 乙: '903852' } as const;
const LOT = 'T260101';

test.setTimeout(120_000);

/** Founds a company with the wizard; answers the two badges as they are printed. */
async function found(page: Page): Promise<{ readonly 甲: string; readonly 乙: string }> {
	await page.goto('/');
	await page.getByRole('button', { name: '开始建立' }).click();
	await page.getByRole('textbox', { name: '公司名称' }).fill('试验器械有限公司');
	await page.getByRole('button', { name: '下一步' }).click();
	await page.getByRole('textbox', { name: '场所名称' }).fill('总厂');
	await page.getByRole('textbox', { name: '场所代码' }).fill('cz');
	await page.getByRole('button', { name: '下一步' }).click();
	await page.getByRole('button', { name: '建立公司', exact: true }).click();
	await expect(page.getByText('请填写').first()).toBeVisible();
	for (const [index, name] of (['甲', '乙'] as const).entries()) {
		const founder = page.locator(`[data-founder="${String(index + 1)}"]`);
		await founder.getByLabel('姓名').fill(name);
		await founder.getByLabel('6 位 PIN').fill(PINS[name]);
		await founder.getByLabel('再输一次').fill(PINS[name]);
	}
	expect(await seriousViolations(page), 'founders').toEqual([]);
	await page.getByRole('button', { name: '建立公司', exact: true }).click();
	await expect(page.getByRole('heading', { name: '打印工牌，当面交给本人' })).toBeVisible();
	expect(await seriousViolations(page), 'badges').toEqual([]);
	const badges = await page.locator('[data-badge-text]').allInnerTexts();
	const [first = '', second = ''] = badges.map((text) => text.replaceAll(/\s/g, ''));

	// Nobody enters before everything is in somebody's hands.
	const enter = page.getByRole('button', { name: '进入公司' });
	await expect(enter).toBeDisabled();
	await expect(page.locator('[data-person]')).toHaveCount(0);
	for (const box of await page.getByRole('checkbox').all()) await box.check();
	await enter.click();
	await expect(page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '同步' })).toBeVisible();
	return { 甲: first, 乙: second };
}

async function enterPin(page: Page, pin: string): Promise<void> {
	await expect(page.locator('[data-pin]')).toBeFocused();
	await page.keyboard.type(pin);
	await page.keyboard.press('Enter');
}

async function logIn(page: Page, name: keyof typeof PINS, badge: string): Promise<void> {
	await scan(page, badge);
	await expect(page.locator('[data-greeting]')).toHaveText(`${name}，您好`);
	await enterPin(page, PINS[name]);
	await expect(page.locator(`[data-person="${name}"]`)).toBeVisible();
}

/** Goods to act on; receiving has no screen yet. */
async function createLot(page: Page): Promise<void> {
	const created = await ask(page, 'act', {
		cmd: 'c'.repeat(22),
		operations: [{ type: 'lot.created', data: { lot: 'l'.repeat(22), item: 'i'.repeat(22), lotNo: LOT, origin: 'opening' } }],
		signatures: []
	});
	expect(created).toMatchObject({ ok: true });
}

/** Places a hold as far as the signature. */
async function beginHold(page: Page, reason: string): Promise<void> {
	await page.getByRole('button', { name: '冻结' }).click();
	const sheet = page.locator('[role=dialog]:has([data-act="hold.placed"])');
	await sheet.locator('[data-field=reason] textarea').fill(reason);
	await sheet.getByRole('button', { name: '冻结', exact: true }).click();
}

/** Writes until the browser notices that there is no room: it looks only now and then. */
async function fillDisk(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const database = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open('filler');
			opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows', { autoIncrement: true }));
			opening.addEventListener('success', () => resolve(opening.result));
		});
		const mebibyte = new Uint8Array(1_048_576);
		for (let at = 0; at < mebibyte.length; at += 65_536) crypto.getRandomValues(mebibyte.subarray(at, at + 65_536));
		for (let isFull = false; !isFull;)
			isFull = await new Promise<boolean>((resolve) => {
				const writing = database.transaction('rows', 'readwrite', { durability: 'strict' });
				writing.objectStore('rows').put(mebibyte);
				writing.addEventListener('complete', () => resolve(false));
				writing.addEventListener('abort', () => resolve(true));
			});
	});
}

test('founded with badges, logged in by badge and PIN, a signed act, changing places, and what synchronisation says', async ({ page }) => {
	const badges = await found(page);
	await expect(page.locator('[data-person=""]')).toBeVisible();
	await logIn(page, '甲', badges.甲);
	await createLot(page);
	// A reload locks: whoever comes to a terminal that was restarted is nobody yet.
	await openLot(page, LOT);
	await expect(page.locator('[data-person=""]')).toBeVisible();
	await logIn(page, '甲', badges.甲);
	await beginHold(page, '可疑');
	await enterPin(page, PINS.甲);
	await expect(page.locator('[data-marks]')).toContainText('冻结');
	await expect(page.getByRole('list', { name: '经过' })).toContainText('甲');

	// Another badge in between: the next act carries the other name, with two gestures.
	await logIn(page, '乙', badges.乙);
	await page.locator('[data-person]').click();
	await page.getByRole('button', { name: '锁定' }).click();
	await expect(page.locator('[data-person=""]')).toBeVisible();

	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '同步' }).click();
	await expect(page.locator('[data-sync-sentence=no-relay]')).toContainText('没有接中继');
	// Founding, lot, hold.
	await expect(page.locator('[data-truth=recorded]')).toContainText('3 条');
	await expect(page.locator('[data-truth=uploaded]')).toContainText('没有中继');
	expect(await seriousViolations(page), 'sync').toEqual([]);
	await page.reload();
	await expect(page.locator('[data-truth=recorded]')).toContainText('3 条');
});

test('a full disk: the record is loud, leaves as a file, and comes back from it before work goes on', async ({ page, context }) => {
	const badges = await found(page);
	await logIn(page, '甲', badges.甲);
	await createLot(page);
	await openLot(page, LOT);
	await logIn(page, '甲', badges.甲);
	const before = await ask(page, 'log', { from: 0, count: 10 });
	// The quota belongs to the session that set it, and has to outlive the page.
	const cdp = await context.newCDPSession(await context.newPage());
	const origin = new URL(page.url()).origin;
	await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
	await fillDisk(page);
	await beginHold(page, '磁盘满的时候');
	await enterPin(page, PINS.甲);
	const modal = page.locator('[data-not-stored]');
	await expect(modal).toContainText('先别关，请点“导出这一条”');
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: '导出这一条' }).click();
	const download = await downloading;
	const file = await download.path();
	expect(readFileSync(file, 'utf8')).toContain('磁盘满的时候');
	await expect(modal).toContainText('重新打开后，先在“同步”里导入这个文件，再继续记录');

	// The page is closed with nothing stored, and the disk is cleaned up.
	await page.close();
	const again = await context.newPage();
	await cdp.send('Storage.overrideQuotaForOrigin', { origin });
	await again.goto('/sync');
	await expect(again.locator('[data-truth=recorded]')).toContainText('2 条');
	expect(await ask(again, 'log', { from: 0, count: 10 })).toEqual(before);
	await again.evaluate(() => void indexedDB.deleteDatabase('filler'));
	await again
		.locator('[data-import]')
		.setInputFiles({ name: download.suggestedFilename(), mimeType: 'text/plain', buffer: readFileSync(file) });
	await expect(again.locator('[data-imported="1"]')).toBeVisible();
	await expect(again.locator('[data-truth=recorded]')).toContainText('3 条');

	await openLot(again, LOT);
	await expect(again.locator('[data-marks]')).toContainText('冻结');
	await logIn(again, '甲', badges.甲);
	await beginHold(again, '第二张');
	await enterPin(again, PINS.甲);
	await expect(again.getByText('冻结：已存本机')).toBeVisible();
	expect(await ask(again, 'verify')).toMatchObject({ ok: true, problems: [] });
	const devices = await ask(again, 'devices');
	expect(devices.filter(({ own }) => own)).toMatchObject([{ state: 'enrolled', seq: 4 }]);
});

test('a second device joins by the address of an invitation; both know who has what', async ({ browser }) => {
	const site = await openSite();
	const context = { baseURL: site.origin, locale: 'zh-CN', serviceWorkers: 'block' } as const;
	const first = await (await browser.newContext(context)).newPage();
	const badges = await found(first);
	await logIn(first, '甲', badges.甲);
	const person = (await ask(first, 'people')).find(({ name }) => name === '甲')?.person ?? '';
	// The screens of the team make invitations; what they make is all that is needed here.
	const invite = async (code: string, kind: string) => {
		const invited = await ask(first, 'invite', {
			cmd: uid(),
			code,
			kind,
			site: await uidOf(first, 'site', 'CZ'),
			hours: 24,
			signatures: [{ person, pin: PINS.甲, badge: '' }]
		});
		if (!invited.ok) throw new Error(JSON.stringify(invited.error));
		return invited.value.text;
	};
	const attached = await ask(first, 'attachRelay', {
		url: site.origin,
		code: site.relay.claimCode ?? '',
		invitation: await invite('R1', 'relay')
	});
	expect(attached).toMatchObject({ ok: true });
	await expect(first.locator('[data-sync=uploaded]')).toHaveText('已上传');

	const second = await (await browser.newContext(context)).newPage();
	await second.goto(`/join#${await invite('B1', 'office')}`);
	await expect(second.getByText('已从网址取得邀请码')).toBeVisible();
	// The secret is out of the address bar before anybody looks over a shoulder.
	await expect(second).toHaveURL(`${site.origin}/join`);
	expect(await seriousViolations(second), 'join').toEqual([]);
	await second.getByRole('button', { name: '加入', exact: true }).click();
	await expect(second.getByRole('heading', { name: '已加入试验器械有限公司' })).toBeVisible();
	await second.getByRole('button', { name: '进入公司' }).click();
	await expect(first.locator('[data-sync=uploaded]')).toHaveText('已上传 · 1 台已收到');

	// Whoever has a badge signs on any device of the company, as soon as the wrapped keys are there.
	await expect.poll(async () => (await ask(second, 'people')).map(({ key }) => key)).toEqual(['here', 'here']);
	await logIn(second, '乙', badges.乙);
	await second.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '同步' }).click();
	await expect(second.locator('[data-device=A1]')).toContainText('在线');
	await expect(second.locator('[data-truth=uploaded][data-good=yes]')).toBeVisible();
	await site.relay.stop();
	await expect(second.locator('[data-sync-sentence=waiting]')).toContainText('不影响继续干活');
});

test('a browser that will not promise to keep the data is explained, once a week', async ({ page }) => {
	await page.addInitScript(() => {
		navigator.storage.persisted = () => Promise.resolve(false);
		navigator.storage.persist = () => Promise.resolve(false);
	});
	await openDemo(page);
	await expect(page.getByText('浏览器没有答应长期保存')).toHaveCount(0);
	await page.locator('[data-company-menu]').click();
	await page.getByRole('button', { name: '关闭这家公司' }).click();
	await found(page);
	await expect(page.getByText('浏览器没有答应长期保存')).toBeVisible();
	expect(await seriousViolations(page), 'refused').toEqual([]);
	await page.getByRole('button', { name: '一周后再提醒' }).click();
	await page.reload();
	await expect(page.locator('[data-person=""]')).toBeVisible();
	await expect(page.getByText('浏览器没有答应长期保存')).toHaveCount(0);
});

test.describe('inside WeChat', () => {
	test.use({ userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0.60' });

	test('only the way out is offered, and an invitation is not lost on it', async ({ page }) => {
		await page.goto('/join#suyuan-join:1abc');
		await expect(page.getByRole('heading', { name: '请用浏览器打开' })).toBeVisible();
		await expect(page.getByText('选“在浏览器打开”')).toBeVisible();
		await expect(page).toHaveURL(/#suyuan-join:1abc$/);
		await page.goto('/');
		await expect(page.getByRole('heading', { name: '请用浏览器打开' })).toBeVisible();
		await expect(page.getByRole('button', { name: '打开演示' })).toHaveCount(0);
		expect(await seriousViolations(page)).toEqual([]);
	});
});
