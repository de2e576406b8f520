import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
const port = process.env.PORT ?? '8391';
const server = spawn('node', ['sync-server/main.ts'], { env: { ...process.env, PORT: port, HOST: '127.0.0.1' }, stdio: 'ignore' });
process.on('exit', () => server.kill());
for (let i = 0; i < 50; i++) { try { const r = await fetch(`http://localhost:${port}/healthz`); if (r.ok) break; } catch {} await new Promise(r => setTimeout(r, 100)); }
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const only = process.argv[2];
const variants = [['zh-CN', 'light', 1440, 900], ['en', 'dark', 1440, 900], ['zh-CN', 'light', 390, 844], ['en', 'light', 390, 844], ['zh-CN', 'dark', 1440, 900], ['zh-CN', 'dark', 390, 844]];
const which = process.argv[3] ? process.argv[3].split(',').map(Number) : [0, 1, 2];
for (const v of which) {
	const [locale, theme, width, height] = variants[v];
	const page = await browser.newPage({ viewport: { width, height }, timezoneId: 'Asia/Shanghai', serviceWorkers: 'block' });
	page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
	page.on('pageerror', (e) => console.log('pageerror', e.message, e.stack?.slice(0, 300)));
	await page.addInitScript(([l, t]) => { localStorage.setItem('suyuan.locale', l); localStorage.setItem('suyuan.theme', t); }, [locale, theme]);
	const shot = async (name, full = false) => { await page.waitForTimeout(350); await page.screenshot({ path: `/tmp/shots/${name}-${locale}-${theme}-${width}.png`, fullPage: full }); };
	const want = (n) => !only || only === 'all' || only.split(',').includes(n);
	await page.goto(`http://localhost:${port}/`);
	await page.getByRole('heading', { level: 1 }).waitFor();
	if (want('start')) await shot('start');
	const t0 = Date.now();
	await page.getByRole('button', { name: /打开演示|Open the demo/ }).click();
	await page.locator('[data-lot-row]').first().waitFor();
	console.log('demo opened', Date.now() - t0);
	if (want('lots')) await shot('lots');
	const go = async (lot) => { await page.evaluate((l) => { history.pushState({}, '', '/'); }, lot); await page.goto(`http://localhost:${port}/lots/${lot}`); await page.locator('[data-lot]').waitFor(); await page.locator('[data-trace-ms]').waitFor({ state: 'attached' }); };
	if (want('raw')) { await go('L-RMMB-260902-01'); await shot('raw'); }
	if (want('rawtable')) { await go('L-RMMB-260902-01'); await page.getByRole('tab', { name: /^(表|Table)/ }).click(); await shot('rawtable', true); }
	if (want('rawtime')) { await go('L-RMMB-260902-01'); await page.getByRole('tab', { name: /时间线|Timeline/ }).click(); await shot('rawtime', true); }
	if (want('mk')) { await go('MK260911'); await shot('mk'); }
	if (want('sens')) { await go('L-SENS-260828-01'); await shot('sens'); }
	if (want('ox')) { await go('OX260910'); await shot('ox'); }
	if (want('unit')) { await go('CM26090352'); await shot('unit'); }
	if (want('load')) { await go('EO-260914-A'); await shot('load'); }
	if (want('graphphone')) { await go('L-RMMB-260902-01'); await page.getByRole('tab', { name: /^(图|Graph)/ }).click(); await shot('graphphone', true); }
	if (want('log')) { await page.goto(`http://localhost:${port}/log`); await page.locator('[data-check=ok]').waitFor(); await shot('log'); }
	if (want('exceptions')) { await page.goto(`http://localhost:${port}/exceptions`); await page.getByRole('button', { name: /成都仓恢复|Chengdu comes/ }).waitFor(); await shot('exceptions0'); await page.getByRole('button', { name: /成都仓恢复|Chengdu comes/ }).click(); await page.locator('[data-exception]').first().waitFor(); await shot('exceptions', true); await go('L-RMMB-260902-01'); await shot('recalled', true); }
	await page.close();
}
await browser.close(); server.kill();
