import { expect, test } from 'vitest';
import { allFindings, pageFindings } from './page-findings.ts';

test('WeChat’s browser and insecure pages hold no company', () => {
	expect(pageFindings({ userAgent: 'Mozilla/5.0 Chrome/156', isSecureContext: true })).toEqual([]);
	const codes = pageFindings({ userAgent: 'Mozilla/5.0 MicroMessenger/8.0.40', isSecureContext: false }).map(({ code }) => code);
	expect(codes).toEqual(['wechat', 'insecure-context']);
});

test('what blocks comes first, and everything once', () => {
	const warn = { code: 'quota-low', severity: 'warn', detail: '' } as const;
	const block = { code: 'wechat', severity: 'block', detail: '' } as const;
	expect(allFindings([warn, block], [{ ...block, detail: 'again' }])).toEqual([block, warn]);
});
