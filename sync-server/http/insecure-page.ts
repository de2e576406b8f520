/**
 * What a machine of the network sees over plain HTTP: why that is not enough, the company's certificate and how to install
 * it, and the way on to HTTPS. It works without scripts: nothing here is trusted yet.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface InsecurePagePorts {
	/** Root certificate, PEM; undefined when the relay was given its own certificate. */
	readonly rootCertificate: () => string | undefined;
	/** Answers `/healthz`. */
	readonly health: () => { readonly ok: boolean };
}

const HOST = /^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?$/;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function answerInsecure(request: IncomingMessage, response: ServerResponse, { rootCertificate, health }: InsecurePagePorts): void {
	const path = (request.url ?? '/').split('?', 1)[0];
	const root = rootCertificate();
	response.setHeader('x-content-type-options', 'nosniff');
	response.setHeader('cache-control', 'no-store');
	if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 403, 'text/plain; charset=utf-8', 'HTTPS\n');
	if (path === '/healthz') {
		const state = health();
		return answer(response, state.ok ? 200 : 503, 'application/json; charset=utf-8', JSON.stringify({ ok: state.ok }));
	}
	if (path === '/ca.crt' && root !== undefined) {
		response.setHeader('content-disposition', 'attachment; filename="suyuan-ca.crt"');
		return answer(response, 200, 'application/x-x509-ca-cert', root);
	}
	const host = request.headers.host ?? '';
	response.setHeader('content-security-policy', POLICY);
	return answer(response, 200, 'text/html; charset=utf-8', page(HOST.test(host) ? host : undefined, root !== undefined));
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
	response.writeHead(status, { 'content-type': type });
	response.end(body);
}

interface Platform {
	readonly zh: string;
	readonly en: string;
}

/** Where each system keeps root certificates. */
const PLATFORMS: readonly Platform[] = [
	{
		zh: '<b>安卓平板</b>:设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书,选下载的文件。',
		en: '<b>Android</b>: Settings → Security → Encryption &amp; credentials → Install a certificate → CA certificate.'
	},
	{
		zh: '<b>iPad、iPhone</b>:用 Safari 下载;设置 → 已下载描述文件 → 安装;再到 通用 → 关于本机 → 证书信任设置,打开“完全信任”。',
		en: '<b>iPad, iPhone</b>: download in Safari; Settings → Profile Downloaded → Install; then General → About → Certificate Trust Settings: full trust on.'
	},
	{
		zh: '<b>Windows</b>:双击文件 → 安装证书 → 本地计算机 → 受信任的根证书颁发机构。',
		en: '<b>Windows</b>: double-click → Install Certificate → Local Machine → Trusted Root Certification Authorities.'
	},
	{
		zh: '<b>macOS</b>:双击加入钥匙串“系统”,打开证书,信任 → 始终信任。',
		en: '<b>macOS</b>: double-click into the System keychain, open it, Trust → Always Trust.'
	},
	{
		zh: '<b>Linux、火狐</b>:浏览器设置 → 隐私与安全 → 证书 → 颁发机构 → 导入,勾选“信任以标识网站”。',
		en: '<b>Linux, Firefox</b>: browser settings → Privacy &amp; security → Certificates → Authorities → Import, trust for websites.'
	}
];

function page(host: string | undefined, hasRoot: boolean): string {
	const link = host === undefined ? '' : `<p><a class="go" href="https://${host}/">https://${host}/</a></p>`;
	const steps = (language: keyof Platform) => `<ul>${PLATFORMS.map((platform) => `<li>${platform[language]}</li>`).join('')}</ul>`;
	const install = (language: keyof Platform) => (hasRoot ? steps(language) : '');
	const download = (text: string) => (hasRoot ? `<p><a class="go" href="/ca.crt">${text}</a> <code>suyuan-ca.crt</code></p>` : '');
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>溯源:请用安全连接 · Suyuan: secure connection needed</title><style>
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
.go{display:inline-block;padding:.75rem 1.25rem;border:1px solid #1f5fbf;border-radius:6px;color:#1f5fbf;text-decoration:none}
section{border-top:1px solid #ccc;margin-top:1.5rem}@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.go{color:#8ab8ff;border-color:#8ab8ff}}
</style></head><body><h1>请用安全连接打开溯源</h1>
<p>浏览器只在安全连接(https)下提供签名和断网工作的能力。${hasRoot ? '每台终端装一次本公司的证书即可;证书来自你们自己的中继,向管理员核对后再装。' : ''}</p>
<h2>一、${hasRoot ? '安装公司证书' : '打开安全地址'}</h2>${download('下载公司证书')}${install('zh')}${hasRoot ? '<h2>二、打开安全地址</h2>' : ''}${link}
<section lang="en"><h1>Open Suyuan over a secure connection</h1>
<p>Browsers offer signing and offline work over https only. ${hasRoot ? "Install the company's certificate once on each device; it comes from your own relay – check with your administrator first." : ''}</p>
${download('Download the company certificate')}${install('en')}${link}</section></body></html>`;
}
